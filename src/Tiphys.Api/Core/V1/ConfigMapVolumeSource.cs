namespace Tiphys.Api.Core.V1;

/// <summary>Describes a volume whose files are the entries of a ConfigMap.</summary>
[ApiType("io.k8s.api.core.v1.ConfigMapVolumeSource")]
public sealed partial record ConfigMapVolumeSource
{
    /// <summary>The fields of LocalObjectReference, which sit beside the others in JSON.</summary>
    [ApiField("", 1)]
    public partial LocalObjectReference LocalObjectReference { get; init; }

    /// <summary>Keys to present and their file paths; when empty every key becomes a file of that name.</summary>
    [ApiField("items", 2, OmitEmpty = true, Optional = true)]
    public partial ApiList<KeyToPath> Items { get; init; }

    /// <summary>Permission bits, 0 to 0777 octal, for files without their own mode; defaults to 0644.</summary>
    [ApiField("defaultMode", 3, OmitEmpty = true, Optional = true)]
    public partial int? DefaultMode { get; init; }

    /// <summary>Lets the pod start even if the ConfigMap or one of the listed keys is missing.</summary>
    [ApiField("optional", 4, OmitEmpty = true, Optional = true)]
    public partial bool? Optional { get; init; }
}
