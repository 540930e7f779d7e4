using Tiphys.Api.ApiRegistration.V1;
using Tiphys.Api.Coordination.V1;
using Tiphys.Api.FlowControl.V1;
using Tiphys.Api.Nodes.V1;
using Tiphys.Api.Policy.V1;
using Tiphys.Api.Scheduling.V1;

namespace Tiphys.ApiServer.Tables.Server;

/// <summary>Kinds that steer the server, scheduling and disruption.</summary>
internal static class ServerTables
{
    public static IEnumerable<KindTable> All => [FlowSchema, PriorityLevel, APIService, Lease, PriorityClass, RuntimeClass, PodDisruptionBudget];

    private static KindTable FlowSchema { get; } = new TableBuilder<FlowSchema>()
        .Name()
        .Text("PriorityLevel", "Priority level of the requests.", value => value.Spec.PriorityLevelConfiguration.Name)
        .Integer("MatchingPrecedence", "The schema with the lowest number that fits a request takes it.", value => value.Spec.MatchingPrecedence).Typed("string")
        .Text("DistinguisherMethod", "How requests are told apart into flows.", value => value.Spec.DistinguisherMethod?.Type ?? TableText.None)
        .Age()
        .Text("MissingPL", "Whether the priority level is missing.", value => value.Status.Conditions.FirstOrDefault(each => each.Type == "Dangling")?.Status ?? "?")
        .Build() with
        {
            // By precedence, as the server goes through them.
            Order = values => values.Cast<FlowSchema>()
                .OrderBy(value => value.Spec.MatchingPrecedence)
                .ThenBy(value => value.Metadata.Name, StringComparer.Ordinal),
        };

    private static KindTable PriorityLevel { get; } = new TableBuilder<PriorityLevelConfiguration>()
        .Name()
        .Text("Type", "Whether the level has limits.", value => value.Spec.Type)
        .Number("NominalConcurrencyShares", "Share of the server's concurrency.", value => value.Spec.Limited?.NominalConcurrencyShares)
        .Number("Queues", "Number of queues.", value => value.Spec.Limited?.LimitResponse.Queuing?.Queues)
        .Number("HandSize", "Number of queues that a flow may use.", value => value.Spec.Limited?.LimitResponse.Queuing?.HandSize)
        .Number("QueueLengthLimit", "Number of requests that may wait in a queue.", value => value.Spec.Limited?.LimitResponse.Queuing?.QueueLengthLimit)
        .Age()
        .Build();

    private static KindTable APIService { get; } = new TableBuilder<APIService>()
        .Name()
        .Text("Service", "Service that answers for the group and version.", value =>
            value.Spec.Service is { } service ? $"{service.Namespace}/{service.Name}" : "Local")
        .Text("Available", "Whether it answers.", Availability)
        .Age()
        .Build();

    private static KindTable Lease { get; } = new TableBuilder<Lease>()
        .Name()
        .Text("Holder", "Who holds the lease.", value => value.Spec.HolderIdentity ?? "")
        .Age()
        .Build();

    // Upstream describes the policy as shown always, but writes it in wide output only, which the server's is.
    private static KindTable PriorityClass { get; } = new TableBuilder<PriorityClass>()
        .Name()
        .Integer("Value", "The priority.", value => value.Value)
        .Boolean("Global-Default", "Whether pods without a class get this one.", value => value.GlobalDefault)
        .Age()
        .Text("PreemptionPolicy", "Whether pods of the class push others out.", value => value.PreemptionPolicy ?? "")
        .Build();

    private static KindTable RuntimeClass { get; } = new TableBuilder<RuntimeClass>()
        .Name()
        .Text("Handler", "", value => value.Handler)
        .Age()
        .Build();

    private static KindTable PodDisruptionBudget { get; } = new TableBuilder<PodDisruptionBudget>()
        .Name()
        .Text("Min Available", "How many pods must stay.", value => value.Spec.MinAvailable?.ToString() ?? "N/A")
        .Text("Max Unavailable", "How many pods may be missing.", value => value.Spec.MaxUnavailable?.ToString() ?? "N/A")
        .Integer("Allowed Disruptions", "How many pods may be evicted now.", value => value.Status.DisruptionsAllowed)
        .Age()
        .Build();

    private static string Availability(APIService value) => value.Status.Conditions.FirstOrDefault(each => each.Type == "Available") switch
    {
        null => "Unknown",
        { Status: not "True", Reason.Length: > 0 } condition => $"{condition.Status} ({condition.Reason})",
        var condition => condition.Status,
    };
}
