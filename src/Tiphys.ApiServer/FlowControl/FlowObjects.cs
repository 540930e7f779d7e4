using Tiphys.Api.Errors;
using Tiphys.Api.FlowControl.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Hosting;
using Tiphys.ApiServer.InProcess;
using Tiphys.Client;

namespace Tiphys.ApiServer.FlowControl;

/// <summary>Makes sure of the objects of priority and fairness that every cluster has.</summary>
internal sealed class FlowObjects(ApiServerCore server)
{
    private const string AutoUpdate = "apf.kubernetes.io/autoupdate-spec";

    private readonly InProcessClient _producer = ServerClient.Of(server, BootstrapObjects.FairnessManager);

    public string LevelPrefix { get; } = server.Registry.For<PriorityLevelConfiguration>().KeyPrefix;

    public string SchemaPrefix { get; } = server.Registry.For<FlowSchema>().KeyPrefix;

    /// <summary>
    /// Makes what is missing of the objects that every cluster has, and gives them their specs back: the mandatory ones always, the
    /// suggested ones unless their annotation, or without one a change by a user, says that users take care of them. What an older
    /// release made and this one does not know is removed.
    /// </summary>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        await EnsureAsync(BootstrapObjects.Levels, (level, known) => level.Spec == known.Spec ? null : level with { Spec = known.Spec }, cancellationToken);
        await EnsureAsync(BootstrapObjects.Schemas, (schema, known) => schema.Spec == known.Spec ? null : schema with { Spec = known.Spec }, cancellationToken);
    }

    private async Task EnsureAsync<T>(IReadOnlyList<T> known, Func<T, T, T?> withSpec, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<T>
    {
        var there = (await _producer.ListAsync<T>(null, ListRequest.All, cancellationToken)).Items.ToDictionary(each => each.Metadata.Name, StringComparer.Ordinal);
        var writes = new List<Task>();
        foreach (var wanted in known)
        {
            if (!there.Remove(wanted.Metadata.Name, out var current))
            {
                writes.Add(Expecting(StatusReason.AlreadyExists, _producer.CreateAsync(wanted, cancellationToken)));
            }
            else if (Revise(current, wanted, withSpec) is { } revised)
            {
                writes.Add(Expecting(StatusReason.Conflict, _producer.UpdateAsync(revised, null, cancellationToken)));
            }
        }

        writes.AddRange(there.Values.Where(each => Annotation(each) == true)
            .Select(surplus => Expecting(StatusReason.NotFound, _producer.DeleteAsync<T>(null, surplus.Metadata.Name, null, cancellationToken))));
        await Task.WhenAll(writes);
    }

    private static T? Revise<T>(T current, T wanted, Func<T, T, T?> withSpec)
        where T : class, IKubernetesObject<T>
    {
        var updates = LevelPlan.IsMandatory(current.Metadata.Name) || (Annotation(current) ?? current.Metadata.Generation == 1);
        var revised = updates ? withSpec(current, wanted) : null;
        if (Annotation(current) == updates)
        {
            return revised;
        }

        var metadata = current.Metadata with { Annotations = current.Metadata.Annotations.SetItem(AutoUpdate, updates ? "true" : "false") };
        return (revised ?? current).WithMetadata(metadata);
    }

    // Null when it has none, or one that says neither yes nor no.
    private static bool? Annotation(IKubernetesObject value) => value.Metadata.Annotations.GetValueOrDefault(AutoUpdate) switch
    {
        "1" or "t" or "T" or "true" or "TRUE" or "True" => true,
        "0" or "f" or "F" or "false" or "FALSE" or "False" => false,
        _ => null,
    };

    // Somebody else was faster: what came of it is looked at the next time.
    private static async Task Expecting(string reason, Task write)
    {
        try
        {
            await write;
        }
        catch (ApiException error) when (error.Status.Reason == reason)
        {
        }
    }
}
