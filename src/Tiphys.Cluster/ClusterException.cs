namespace Tiphys.Cluster;

/// <summary>The cluster cannot do what was asked; the message says why and what to do.</summary>
public sealed class ClusterException : Exception
{
    /// <summary>A failure with its reason.</summary>
    public ClusterException(string message)
        : base(message)
    {
    }

    /// <summary>A failure with its reason and cause.</summary>
    public ClusterException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
