namespace Tiphys.Api.Core.V1;

/// <summary>Selects one variable from an environment file, typically written by an init container.</summary>
[ApiType("io.k8s.api.core.v1.FileKeySelector", Atomic = true)]
public sealed partial record FileKeySelector
{
    /// <summary>Name of the emptyDir volume of the pod in which the file lies.</summary>
    [ApiField("volumeName", 1)]
    public partial string VolumeName { get; init; }

    /// <summary>Path of the file relative to the volume root, without any .. element.</summary>
    [ApiField("path", 2)]
    public partial string Path { get; init; }

    /// <summary>Name of the variable in the file whose value is used.</summary>
    [ApiField("key", 3)]
    public partial string Key { get; init; }

    /// <summary>When true a missing file or key leaves the variable unset instead of failing; defaults to false.</summary>
    [ApiField("optional", 4, OmitEmpty = true, Optional = true, Default = "false")]
    public partial bool? Optional { get; init; }
}
