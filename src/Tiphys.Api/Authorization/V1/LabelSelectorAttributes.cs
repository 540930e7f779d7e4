using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Authorization.V1;

/// <summary>A label selector considered during an access check, given in raw or in parsed form.</summary>
[ApiType("io.k8s.api.authorization.v1.LabelSelectorAttributes")]
public sealed partial record LabelSelectorAttributes
{
    /// <summary>Selector text as found in a query parameter, not to be combined with requirements.</summary>
    [ApiField("rawSelector", 1, OmitEmpty = true, Optional = true)]
    public partial string RawSelector { get; init; }

    /// <summary>Parsed label conditions, all of which apply together.</summary>
    [ApiField("requirements", 2, OmitEmpty = true, Optional = true)]
    public partial ApiList<LabelSelectorRequirement> Requirements { get; init; }
}
