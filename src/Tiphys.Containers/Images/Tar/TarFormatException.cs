namespace Tiphys.Containers.Images.Tar;

/// <summary>The bytes are not a tar archive, or it ends too soon.</summary>
internal sealed class TarFormatException(string message) : IOException(message);
