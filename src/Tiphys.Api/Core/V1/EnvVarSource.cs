namespace Tiphys.Api.Core.V1;

/// <summary>Says where the value of an environment variable comes from; exactly one member must be set.</summary>
[ApiType("io.k8s.api.core.v1.EnvVarSource")]
public sealed partial record EnvVarSource
{
    /// <summary>Takes a field of the pod, such as metadata.name, spec.nodeName or status.podIP.</summary>
    [ApiField("fieldRef", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectFieldSelector? FieldRef { get; init; }

    /// <summary>Takes a resource limit or request of a container, such as limits.cpu.</summary>
    [ApiField("resourceFieldRef", 2, OmitEmpty = true, Optional = true)]
    public partial ResourceFieldSelector? ResourceFieldRef { get; init; }

    /// <summary>Takes the value of a key in a ConfigMap of the pod's namespace.</summary>
    [ApiField("configMapKeyRef", 3, OmitEmpty = true, Optional = true)]
    public partial ConfigMapKeySelector? ConfigMapKeyRef { get; init; }

    /// <summary>Takes the value of a key in a Secret of the pod's namespace.</summary>
    [ApiField("secretKeyRef", 4, OmitEmpty = true, Optional = true)]
    public partial SecretKeySelector? SecretKeyRef { get; init; }

    /// <summary>Takes the value of a key in an environment file that lies in a pod volume.</summary>
    [ApiField("fileKeyRef", 5, OmitEmpty = true, Optional = true)]
    public partial FileKeySelector? FileKeyRef { get; init; }
}
