namespace Tiphys.Api.Meta.V1;

/// <summary>One field expression made of a key, an operator and values.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.FieldSelectorRequirement")]
public sealed partial record FieldSelectorRequirement
{
    /// <summary>Field path that the expression is about.</summary>
    [ApiField("key", 1)]
    public partial string Key { get; init; }

    /// <summary>How key and values relate: In, NotIn, Exists or DoesNotExist.</summary>
    [ApiField("operator", 2, TypeName = "v1.FieldSelectorOperator")]
    public partial string Operator { get; init; }

    /// <summary>Values to compare with; required for In and NotIn, empty for the other operators.</summary>
    [ApiField("values", 3, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> Values { get; init; }
}
