using Tiphys.Api.Apps.V1;
using Tiphys.Api.Batch.V1;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Admission.PodSecurity;

/// <summary>
/// PodSecurity: pods keep to the level that their namespace enforces; of workloads, clients are only warned, for their pods will be looked
/// at when they come (pod-security-admission). The levels of a namespace must be ones.
/// </summary>
internal sealed class PodSecurityPlugin(StoredObjects objects) : IAdmissionPlugin
{
    private const int MaxPodsToCheck = 3000;
    private static readonly string[] Ignored = ["exec", "attach", "binding", "eviction", "log", "portforward", "proxy", "status"];

    public ValueTask ValidateAsync(AdmissionRequest request, IKubernetesObject? value, CancellationToken cancellationToken)
    {
        switch (value)
        {
            case Namespace ns when request.IsWhole():
                CheckNamespace(request, ns);
                break;
            case Pod pod when !Ignored.Contains(request.Context.Subresource) && IsSignificant(pod, request.Old as Pod):
                Check(request, pod, new PodView(pod.Metadata, pod.Spec), enforces: true);
                break;
            case not null when request.IsWhole() && Template(value) is { } template:
                Check(request, value, template, enforces: false);
                break;
        }

        return ValueTask.CompletedTask;
    }

    private void Check(AdmissionRequest request, IKubernetesObject value, PodView pod, bool enforces)
    {
        if (objects.Find<Namespace>("", request.Context.Namespace) is not { } ns)
        {
            return;
        }

        var policy = NamespacePolicy.Read(ns.Metadata.Labels, new FieldErrors());
        if (enforces && PodSecurityEvaluator.Evaluate(policy.Enforce, pod) is { Count: > 0 } violations)
        {
            throw Denial.Of(request, value, $"violates PodSecurity \"{policy.Enforce}\": {PodSecurityEvaluator.Describe(violations)}");
        }

        if (PodSecurityEvaluator.Evaluate(policy.Warn, pod) is { Count: > 0 } doubtful)
        {
            request.Context.Warn($"would violate PodSecurity \"{policy.Warn}\": {PodSecurityEvaluator.Describe(doubtful)}");
        }
    }

    private void CheckNamespace(AdmissionRequest request, Namespace ns)
    {
        var (errors, oldErrors) = (new FieldErrors(), new FieldErrors());
        var policy = NamespacePolicy.Read(ns.Metadata.Labels, errors);
        var old = request.Old is Namespace before ? NamespacePolicy.Read(before.Metadata.Labels, oldErrors) : null;
        if (!errors.IsEmpty && (old is null || !errors.All.SequenceEqual(oldErrors.All)))
        {
            throw errors.ToException(Namespace.GroupVersionKind, ns.Metadata.Name);
        }

        var isStricter = old is not null
            && policy.Enforce != old.Enforce
            && policy.Enforce.Level != PolicyLevel.Privileged
            && (policy.Enforce.Minor != old.Enforce.Minor || policy.Enforce.Level > old.Enforce.Level);
        if (isStricter)
        {
            WarnOfPods(request, ns.Metadata.Name, policy.Enforce);
        }
    }

    // Pods of one controller are alike, so that one of each comes first.
    private void WarnOfPods(AdmissionRequest request, string ns, LevelVersion enforce)
    {
        var controllers = new HashSet<string>(StringComparer.Ordinal);
        var pods = objects.List<Pod>(ns)
            .OrderBy(pod => pod.Metadata.OwnerReferences.FirstOrDefault(owner => owner.Controller == true) is { } owner && !controllers.Add(owner.UID))
            .ToList();
        var found = pods.Take(MaxPodsToCheck)
            .Select(pod => (pod.Metadata.Name, Violations: PodSecurityEvaluator.Evaluate(enforce, new PodView(pod.Metadata, pod.Spec))))
            .Where(each => each.Violations.Count > 0)
            .GroupBy(each => string.Join(", ", each.Violations.Select(violation => violation.Reason)), each => each.Name)
            .ToList();
        if (pods.Count > MaxPodsToCheck)
        {
            request.Context.Warn($"new PodSecurity enforce level only checked against the first {MaxPodsToCheck} of {pods.Count} existing pods");
        }

        if (found.Count > 0)
        {
            request.Context.Warn($"existing pods in namespace \"{ns}\" violate the new PodSecurity enforce level \"{enforce}\"");
        }

        found.Select(group => $"{Names(group.Order(StringComparer.Ordinal).ToList())}: {group.Key}").Order(StringComparer.Ordinal).ToList().ForEach(request.Context.Warn);
    }

    private static string Names(List<string> names) => names.Count switch
    {
        1 => names[0],
        2 => $"{names[0]} (and 1 other pod)",
        _ => $"{names[0]} (and {names.Count - 1} other pods)",
    };

    // Of a running pod, only its images can change in a way that matters.
    private static bool IsSignificant(Pod pod, Pod? old)
    {
        if (old is null)
        {
            return true;
        }

        var (spec, before) = (pod.Spec, old.Spec);
        static bool Same(ApiList<Container> left, ApiList<Container> right) => left.Select(each => each.Image).SequenceEqual(right.Select(each => each.Image));
        return !Same(spec.Containers, before.Containers)
            || !Same(spec.InitContainers, before.InitContainers)
            || spec.EphemeralContainers.Select(each => each.EphemeralContainerCommon).Any(each =>
                before.EphemeralContainers.FirstOrDefault(other => other.EphemeralContainerCommon.Name == each.Name)?.EphemeralContainerCommon.Image != each.Image);
    }

    private static PodView? Template(IKubernetesObject value)
    {
        var template = value switch
        {
            PodTemplate each => each.Template,
            ReplicationController each => each.Spec.Template,
            ReplicaSet each => each.Spec.Template,
            Deployment each => each.Spec.Template,
            DaemonSet each => each.Spec.Template,
            StatefulSet each => each.Spec.Template,
            Job each => each.Spec.Template,
            CronJob each => each.Spec.JobTemplate.Spec.Template,
            _ => null,
        };
        return template is null ? null : new PodView(template.Metadata, template.Spec);
    }
}
