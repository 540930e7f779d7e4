namespace Tiphys.Kubelet.Volumes.Contents;

/// <summary>One file of a volume whose contents come from the API.</summary>
/// <param name="Content">What is in it.</param>
/// <param name="Mode">Permission bits.</param>
/// <param name="Owner">Owner; null for root.</param>
internal sealed record VolumeFile(ReadOnlyMemory<byte> Content, int Mode, long? Owner = null);
