namespace Tiphys.Api.FlowControl.V1;

/// <summary>Desired matching behaviour of a flow schema, including its rules, precedence and target priority level.</summary>
[ApiType("io.k8s.api.flowcontrol.v1.FlowSchemaSpec")]
public sealed partial record FlowSchemaSpec
{
    /// <summary>Points at the priority level that handles matching requests; an unresolvable name leaves the schema unused.</summary>
    [ApiField("priorityLevelConfiguration", 1)]
    public partial PriorityLevelConfigurationReference PriorityLevelConfiguration { get; init; }

    /// <summary>Order in which schemas are tried, from 1 to 10000 with lower numbers first; defaults to 1000.</summary>
    [ApiField("matchingPrecedence", 2, Optional = true)]
    public partial int MatchingPrecedence { get; init; }

    /// <summary>How matching requests are split into separate flows; when unset they all share one flow.</summary>
    [ApiField("distinguisherMethod", 3, OmitEmpty = true, Optional = true)]
    public partial FlowDistinguisherMethod? DistinguisherMethod { get; init; }

    /// <summary>Rules describing which requests this schema captures; a request matches when at least one rule accepts it.</summary>
    [ApiField("rules", 4, OmitEmpty = true, Optional = true)]
    public partial ApiList<PolicyRulesWithSubjects> Rules { get; init; }
}
