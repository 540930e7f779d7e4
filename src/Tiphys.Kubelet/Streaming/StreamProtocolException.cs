namespace Tiphys.Kubelet.Streaming;

/// <summary>The peer broke the rules of its protocol, or went past a limit; the connection is given up.</summary>
internal sealed class StreamProtocolException(string message) : IOException(message);
