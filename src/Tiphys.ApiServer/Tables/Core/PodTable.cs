using Tiphys.Api.Core.V1;
using ConditionStatus = Tiphys.Api.Core.V1.ConditionStatus;
using TableRowCondition = Tiphys.Api.Meta.V1.TableRowCondition;

namespace Tiphys.ApiServer.Tables.Core;

/// <summary>Pods.</summary>
internal static class PodTable
{
    private static readonly ApiList<TableRowCondition> Succeeded = [Completed(PodPhase.Succeeded, "The pod has completed successfully.")];
    private static readonly ApiList<TableRowCondition> Failed = [Completed(PodPhase.Failed, "The pod failed.")];

    public static KindTable Table { get; } = new TableBuilder<PodSummary>()
        .Name()
        .Text("Ready", "How many of the pod's containers are ready.", row => row.Ready)
        .Text("Status", "Where the pod and its containers are in their life, in one word.", row => row.Reason)
        .Text("Restarts", "How often containers of the pod were restarted, and when last.", row => row.Restarts)
        .Age()
        .Text("IP", "First address of the pod.", row => TableText.OrNone(row.Pod.Status.PodIPs.FirstOrDefault()?.IP)).Wide()
        .Text("Node", "Node that runs the pod.", row => TableText.OrNone(row.Pod.Spec.NodeName)).Wide()
        .Text("Nominated Node", "Node on which room is being made for the pod.", row => TableText.OrNone(row.Pod.Status.NominatedNodeName)).Wide()
        .Text("Readiness Gates", "How many of the pod's own conditions of readiness hold.", row => ReadinessGates(row.Pod)).Wide()
        .Build<Pod>(PodSummary.Of) with
        {
            Conditions = value => ((Pod)value).Status.Phase switch
            {
                PodPhase.Succeeded => Succeeded,
                PodPhase.Failed => Failed,
                _ => default,
            },
        };

    private static string ReadinessGates(Pod pod)
    {
        var gates = pod.Spec.ReadinessGates;
        var open = gates.Count(gate =>
            pod.Status.Conditions.FirstOrDefault(condition => condition.Type == gate.ConditionType)?.Status == ConditionStatus.True);
        return gates.IsEmpty ? TableText.None : $"{open}/{gates.Count}";
    }

    private static TableRowCondition Completed(string reason, string message) =>
        new() { Type = "Completed", Status = "True", Reason = reason, Message = message };
}
