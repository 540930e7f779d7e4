namespace Tiphys.Api.Core.V1;

/// <summary>Places one of the pod's volumes at a path inside a container.</summary>
[ApiType("io.k8s.api.core.v1.VolumeMount")]
public sealed partial record VolumeMount
{
    /// <summary>Name of the pod volume that is to be mounted.</summary>
    [ApiField("name", 1)]
    public partial string Name { get; init; }

    /// <summary>Mounts the volume read-only when true; defaults to false, which permits writing.</summary>
    [ApiField("readOnly", 2, OmitEmpty = true, Optional = true)]
    public partial bool ReadOnly { get; init; }

    /// <summary>Whether mounts below a read-only mount are read-only too: Disabled, IfPossible or Enabled; defaults to Disabled.</summary>
    [ApiField("recursiveReadOnly", 7, OmitEmpty = true, Optional = true, TypeName = "v1.RecursiveReadOnlyMode")]
    public partial string? RecursiveReadOnly { get; init; }

    /// <summary>Path in the container at which the volume appears; it may not contain a colon.</summary>
    [ApiField("mountPath", 3)]
    public partial string MountPath { get; init; }

    /// <summary>Path inside the volume to mount instead of its root, which is the default.</summary>
    [ApiField("subPath", 4, OmitEmpty = true, Optional = true)]
    public partial string SubPath { get; init; }

    /// <summary>Whether later mounts travel between host and container: None, HostToContainer or Bidirectional; defaults to None.</summary>
    [ApiField("mountPropagation", 5, OmitEmpty = true, Optional = true, Enum = typeof(MountPropagationMode), TypeName = "v1.MountPropagationMode")]
    public partial string? MountPropagation { get; init; }

    /// <summary>
    /// Like the sub path but with $(NAME) references to container environment variables expanded; excludes the plain form.
    /// </summary>
    [ApiField("subPathExpr", 6, OmitEmpty = true, Optional = true)]
    public partial string SubPathExpr { get; init; }
}
