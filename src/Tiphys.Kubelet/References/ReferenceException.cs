namespace Tiphys.Kubelet.References;

/// <summary>What a pod refers to cannot be had; the message is part of the event.</summary>
internal sealed class ReferenceException(string message, Exception? inner = null) : Exception(message, inner);
