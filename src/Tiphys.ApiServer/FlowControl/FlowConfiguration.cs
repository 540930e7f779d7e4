using Tiphys.ApiServer.Authentication;
using Tiphys.ApiServer.FlowControl.Levels;
using Tiphys.ApiServer.Pipeline;

namespace Tiphys.ApiServer.FlowControl;

/// <summary>The schemas and levels that are in force; replaced as a whole when an object changes.</summary>
/// <param name="Schemas">By precedence; the last one, catch-all, stands for every request.</param>
/// <param name="Levels">By name.</param>
internal sealed record FlowConfiguration(IReadOnlyList<FlowSchemaMatch> Schemas, IReadOnlyDictionary<string, PriorityLevel> Levels)
{
    private const string CatchAll = "catch-all";

    private readonly FlowSchemaMatch[] _schemas = [.. Schemas];
    private readonly FlowSchemaMatch _catchAll = Schemas.Last(schema => schema.Name == CatchAll);

    /// <summary>The first schema that is about the request.</summary>
    public FlowSchemaMatch Classify(RequestInfo info, UserInfo user)
    {
        foreach (var schema in _schemas)
        {
            if (schema.Matches(info, user))
            {
                return schema;
            }
        }

        return _catchAll;
    }
}
