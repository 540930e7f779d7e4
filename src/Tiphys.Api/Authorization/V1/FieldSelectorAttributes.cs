using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Authorization.V1;

/// <summary>A field selector considered during an access check, given in raw or in parsed form.</summary>
[ApiType("io.k8s.api.authorization.v1.FieldSelectorAttributes")]
public sealed partial record FieldSelectorAttributes
{
    /// <summary>Selector text as found in a query parameter, not to be combined with requirements.</summary>
    [ApiField("rawSelector", 1, OmitEmpty = true, Optional = true)]
    public partial string RawSelector { get; init; }

    /// <summary>Parsed field conditions, all of which apply together.</summary>
    [ApiField("requirements", 2, OmitEmpty = true, Optional = true)]
    public partial ApiList<FieldSelectorRequirement> Requirements { get; init; }
}
