namespace Tiphys.Api.Core.V1;

/// <summary>One file that holds a fact about the pod.</summary>
[ApiType("io.k8s.api.core.v1.DownwardAPIVolumeFile")]
public sealed partial record DownwardAPIVolumeFile
{
    /// <summary>Relative path of the file inside the volume, without any .. element.</summary>
    [ApiField("path", 1)]
    public partial string Path { get; init; }

    /// <summary>Pod field to write, such as name, namespace, labels or annotations.</summary>
    [ApiField("fieldRef", 2, OmitEmpty = true, Optional = true)]
    public partial ObjectFieldSelector? FieldRef { get; init; }

    /// <summary>Container request or limit, for CPU, memory or ephemeral storage, to write.</summary>
    [ApiField("resourceFieldRef", 3, OmitEmpty = true, Optional = true)]
    public partial ResourceFieldSelector? ResourceFieldRef { get; init; }

    /// <summary>Permission bits for this file from 0 to 0777; the volume default when unset.</summary>
    [ApiField("mode", 4, OmitEmpty = true, Optional = true)]
    public partial int? Mode { get; init; }
}
