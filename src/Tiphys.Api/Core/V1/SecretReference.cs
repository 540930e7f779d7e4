namespace Tiphys.Api.Core.V1;

/// <summary>Identifies a Secret anywhere in the cluster by its name and namespace.</summary>
[ApiType("io.k8s.api.core.v1.SecretReference", Atomic = true)]
public sealed partial record SecretReference
{
    /// <summary>Name of the Secret, unique within the namespace that holds it.</summary>
    [ApiField("name", 1, OmitEmpty = true, Optional = true)]
    public partial string Name { get; init; }

    /// <summary>Namespace in which the Secret of the given name is found.</summary>
    [ApiField("namespace", 2, OmitEmpty = true, Optional = true)]
    public partial string Namespace { get; init; }
}
