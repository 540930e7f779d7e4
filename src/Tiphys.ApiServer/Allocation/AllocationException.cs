namespace Tiphys.ApiServer.Allocation;

/// <summary>An address or a port that cannot be had; the message is upstream's.</summary>
internal sealed class AllocationException(string message, bool isFull = false) : Exception(message)
{
    /// <summary>True when nothing is left of the range.</summary>
    public bool IsFull { get; } = isFull;
}
