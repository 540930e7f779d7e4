using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Rules of pods (pkg/registry/core/pod).</summary>
public sealed class PodStrategy : ResourceStrategy<Pod>
{
    /// <inheritdoc/>
    public override bool ReturnsDeletedObject => true;

    /// <inheritdoc/>
    public override IReadOnlyList<string> SelectableFields { get; } =
    [
        "spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "spec.hostNetwork", "status.phase", "status.podIP",
        "status.podIPs", "status.nominatedNodeName",
    ];

    /// <summary>
    /// Seconds that the pod has to end: what the client asks for, else what the pod states; none for a pod that no node has or that has
    /// ended; one for a negative number.
    /// </summary>
    public static long GracePeriodSeconds(Pod pod, long? requested)
    {
        if (pod.Spec.NodeName.Length == 0 || pod.Status.Phase is PodPhase.Failed or PodPhase.Succeeded)
        {
            return 0;
        }

        var seconds = requested ?? pod.Spec.TerminationGracePeriodSeconds ?? 0;
        return seconds < 0 ? 1 : seconds;
    }

    /// <inheritdoc/>
    protected override long? DefaultGracePeriodSeconds(Pod value) => GracePeriodSeconds(value, null);

    /// <inheritdoc/>
    protected override Pod Default(Pod value) => PodDefaults.Apply(value);

    /// <inheritdoc/>
    protected override Pod PrepareForCreate(RequestContext context, Pod value) => PodPreparation.ForCreate(context, value);

    /// <inheritdoc/>
    protected override Pod PrepareForUpdate(RequestContext context, Pod value, Pod old) => PodPreparation.ForUpdate(context.Subresource, value, old);

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, Pod value, FieldErrors errors) => PodValidation.Validate(value, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, Pod value, Pod old, FieldErrors errors) =>
        PodValidation.ValidateUpdate(context.Subresource, value, old, errors);

    /// <inheritdoc/>
    protected override IEnumerable<string> Warnings(RequestContext context, Pod value, Pod? old) => context.Subresource == "status"
        ? PodWarnings.OfStatus(value.Status)
        : old is null ? [.. Shared.PodNameWarnings.ForPod(value.Metadata.Name), .. PodWarnings.Of(value)] : [];

    /// <inheritdoc/>
    protected override string? SelectableField(Pod value, string field) => field switch
    {
        "spec.nodeName" => value.Spec.NodeName,
        "spec.restartPolicy" => value.Spec.RestartPolicy,
        "spec.schedulerName" => value.Spec.SchedulerName,
        "spec.serviceAccountName" => value.Spec.ServiceAccountName,
        "spec.hostNetwork" => value.Spec.HostNetwork ? "true" : "false",
        "status.phase" => value.Status.Phase,
        "status.podIP" => value.Status.PodIPs.IsEmpty ? "" : value.Status.PodIPs[0].IP,
        "status.nominatedNodeName" => value.Status.NominatedNodeName,
        _ => null,
    };
}
