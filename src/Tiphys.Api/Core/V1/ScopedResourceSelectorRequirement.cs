namespace Tiphys.Api.Core.V1;

/// <summary>One expression made of a scope, an operator and values.</summary>
[ApiType("io.k8s.api.core.v1.ScopedResourceSelectorRequirement")]
public sealed partial record ScopedResourceSelectorRequirement
{
    /// <summary>Scope the expression is about, for example PriorityClass.</summary>
    [ApiField("scopeName", 1, Enum = typeof(ResourceQuotaScope), TypeName = "v1.ResourceQuotaScope")]
    public partial string ScopeName { get; init; }

    /// <summary>How scope and values relate: In, NotIn, Exists or DoesNotExist.</summary>
    [ApiField("operator", 2, Enum = typeof(ScopeSelectorOperator), TypeName = "v1.ScopeSelectorOperator")]
    public partial string Operator { get; init; }

    /// <summary>Values to compare with; required for In and NotIn, empty for the other operators.</summary>
    [ApiField("values", 3, OmitEmpty = true, Optional = true)]
    public partial ApiList<string> Values { get; init; }
}
