using System.Text;
using Tiphys.Api.FlowControl.V1;
using Tiphys.Api.Json;
using Tiphys.Client;
using Tiphys.Client.Informers;
using Tiphys.Client.Reconciling;

namespace Tiphys.ApiServer.Upkeep;

/// <summary>
/// Says in the status of flow schemas whether their priority level exists (k8s.io/apiserver, pkg/util/flowcontrol). It applies what it says,
/// so that the conditions of others stay.
/// </summary>
internal sealed class FlowSchemaReferences(
    IKubernetesClient client, IInformer<FlowSchema> schemas, IInformer<PriorityLevelConfiguration> levels, TimeProvider clock)
    : IReconciler<string>
{
    private const string Manager = "api-priority-and-fairness-config-consumer-v1";
    private const string Dangling = "Dangling";

    public async Task<ReconcileResult> ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        if (schemas.Get(null, key) is { } schema && Wanted(schema) is var wanted && !IsSaid(schema, wanted))
        {
            await client.PatchAsync<FlowSchema>(null, key, PatchRequest.Apply(Body(key, wanted), Manager, force: true), "status", cancellationToken);
        }

        return ReconcileResult.Done;
    }

    private FlowSchemaCondition Wanted(FlowSchema schema)
    {
        var level = schema.Spec.PriorityLevelConfiguration.Name;
        var exists = levels.Get(null, level) is not null;
        return new()
        {
            Type = Dangling,
            Status = exists ? "False" : "True",
            LastTransitionTime = Time.Now(clock),
            Reason = exists ? "Found" : "NotFound",
            Message = $"This FlowSchema references the PriorityLevelConfiguration object named \"{level}\" {(exists ? "and it exists" : "but there is no such object")}",
        };
    }

    private static bool IsSaid(FlowSchema schema, FlowSchemaCondition wanted) =>
        schema.Status.Conditions.FirstOrDefault(each => each.Type == Dangling) is { } said
        && said with { LastTransitionTime = wanted.LastTransitionTime } == wanted;

    // Only what is said: a whole schema would claim the rest of it.
    private static byte[] Body(string name, FlowSchemaCondition condition) => Encoding.UTF8.GetBytes(
        $$"""
        {"apiVersion": "flowcontrol.apiserver.k8s.io/v1", "kind": "FlowSchema", "metadata": {"name": {{Validation.FieldErrors.Quote(name)}} },
        "status": {"conditions": [{{Encoding.UTF8.GetString(ApiJson.Write(condition))}}]} }
        """);
}
