namespace Tiphys.Containers;

/// <summary>Tells failures of the container engine apart.</summary>
public enum ContainerRuntimeError
{
    /// <summary>The operation failed; the message says why.</summary>
    Failed,

    /// <summary>There is no such sandbox or container.</summary>
    NotFound,

    /// <summary>The object is not in a state that allows the operation, e.g. exec in a container that has exited.</summary>
    InvalidState,

    /// <summary>The configuration cannot be carried out, e.g. an unknown user or capability.</summary>
    InvalidConfiguration,

    /// <summary>A command did not end within its timeout.</summary>
    DeadlineExceeded,
}

/// <summary>An operation of the container engine failed.</summary>
public sealed class ContainerRuntimeException : Exception
{
    public ContainerRuntimeException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    public ContainerRuntimeException(ContainerRuntimeError error, string message, Exception? inner = null)
        : base(message, inner)
    {
        Error = error;
    }

    public ContainerRuntimeError Error { get; }
}
