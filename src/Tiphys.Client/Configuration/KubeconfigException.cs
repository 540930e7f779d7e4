namespace Tiphys.Client.Configuration;

/// <summary>A kubeconfig cannot be used; the message says which file or entry, and why.</summary>
public sealed class KubeconfigException : Exception
{
    /// <summary>A failure with its reason.</summary>
    public KubeconfigException(string message)
        : base(message)
    {
    }

    /// <summary>A failure with its reason and cause.</summary>
    public KubeconfigException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
