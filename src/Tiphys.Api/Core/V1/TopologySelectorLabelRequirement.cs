namespace Tiphys.Api.Core.V1;

/// <summary>A condition that a topology label has one of several values.</summary>
[ApiType("io.k8s.api.core.v1.TopologySelectorLabelRequirement")]
public sealed partial record TopologySelectorLabelRequirement
{
    /// <summary>Label key to test, such as topology.kubernetes.io/zone.</summary>
    [ApiField("key", 1)]
    public partial string Key { get; init; }

    /// <summary>Allowed values, of which the label must equal one.</summary>
    [ApiField("values", 2)]
    public partial ApiList<string> Values { get; init; }
}
