namespace Tiphys.Api.Core.V1;

/// <summary>A single condition on one label or field of a node.</summary>
[ApiType("io.k8s.api.core.v1.NodeSelectorRequirement")]
public sealed partial record NodeSelectorRequirement
{
    /// <summary>Label key, or field name, that is tested by the condition.</summary>
    [ApiField("key", 1)]
    public partial string Key { get; init; }

    /// <summary>Kind of test: In, NotIn, Exists, DoesNotExist, Gt or Lt.</summary>
    [ApiField("operator", 2, Enum = typeof(NodeSelectorOperator), TypeName = "v1.NodeSelectorOperator")]
    public partial string Operator { get; init; }

    /// <summary>Values to compare with: some for In and NotIn, none for existence tests, one integer for Gt and Lt.</summary>
    [ApiField("values", 3, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> Values { get; init; }
}
