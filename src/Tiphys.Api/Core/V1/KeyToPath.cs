namespace Tiphys.Api.Core.V1;

/// <summary>Maps one key of a Secret or ConfigMap to a file in the volume.</summary>
[ApiType("io.k8s.api.core.v1.KeyToPath")]
public sealed partial record KeyToPath
{
    /// <summary>Key whose value becomes the content of the file.</summary>
    [ApiField("key", 1)]
    public partial string Key { get; init; }

    /// <summary>Relative path of the file, which may not contain or begin with a .. element.</summary>
    [ApiField("path", 2)]
    public partial string Path { get; init; }

    /// <summary>Permission bits of this file, 0 to 0777 octal; falls back to the volume's default mode.</summary>
    [ApiField("mode", 3, OmitEmpty = true, Optional = true)]
    public partial int? Mode { get; init; }
}
