using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Requests;

namespace Tiphys.ApiServer.Handlers;

/// <summary>Keeps one of several owner references that say the same.</summary>
internal static class OwnerReferences
{
    private const string Advice = "API server dedups owner references in 1.20+, and may reject such requests as early as 1.24; please fix your requests";

    /// <summary>The object with each reference once; the client is told when there were more.</summary>
    public static IKubernetesObject Deduplicate(RequestContext context, IKubernetesObject value)
    {
        var references = value.Metadata.OwnerReferences;
        if (references.Count < 2)
        {
            return value;
        }

        var kept = new List<OwnerReference>(references.Count);
        var repeated = new List<string>();
        foreach (var reference in references)
        {
            if (!kept.Contains(reference))
            {
                kept.Add(reference);
            }
            else if (!repeated.Contains(reference.UID))
            {
                repeated.Add(reference.UID);
            }
        }

        if (repeated.Count == 0)
        {
            return value;
        }

        context.Warn($".metadata.ownerReferences contains duplicate entries; {Advice}; duplicate UID(s) observed: {string.Join(", ", repeated)}");
        return value.WithMetadata(value.Metadata with { OwnerReferences = [.. kept] });
    }
}
