namespace Tiphys.Kubelet.Streaming;

/// <summary>A request that is answered with a code and a line of text, as the kubelet does.</summary>
internal sealed class RequestFailedException(int code, string message) : Exception(message)
{
    public int Code { get; } = code;
}
