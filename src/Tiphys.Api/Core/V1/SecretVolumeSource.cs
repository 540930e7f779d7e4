namespace Tiphys.Api.Core.V1;

/// <summary>Describes a volume whose files are the entries of a Secret, kept in memory on the node.</summary>
[ApiType("io.k8s.api.core.v1.SecretVolumeSource")]
public sealed partial record SecretVolumeSource
{
    /// <summary>Name of the Secret to present, located in the namespace of the pod.</summary>
    [ApiField("secretName", 1, OmitEmpty = true, Optional = true)]
    public partial string SecretName { get; init; }

    /// <summary>Keys to present and their file paths; when empty every key becomes a file of that name.</summary>
    [ApiField("items", 2, OmitEmpty = true, Optional = true)]
    public partial ApiList<KeyToPath> Items { get; init; }

    /// <summary>Permission bits, 0 to 0777 octal, for files without their own mode; defaults to 0644.</summary>
    [ApiField("defaultMode", 3, OmitEmpty = true, Optional = true)]
    public partial int? DefaultMode { get; init; }

    /// <summary>Lets the pod start even if the Secret or one of the listed keys is missing.</summary>
    [ApiField("optional", 4, OmitEmpty = true, Optional = true)]
    public partial bool? Optional { get; init; }
}
