using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <content>States, users and devices of containers.</content>
internal sealed partial class PodStatusValidation
{
    private const int HealthMessageLimit = 1024;

    private IEnumerable<(ApiList<ContainerStatus> Statuses, ApiList<ContainerStatus> Old, FieldPath Path)> Groups =>
    [
        (pod.Status.ContainerStatuses, old.Status.ContainerStatuses, Root.Child("containerStatuses")),
        (pod.Status.InitContainerStatuses, old.Status.InitContainerStatuses, Root.Child("initContainerStatuses")),
        (pod.Status.EphemeralContainerStatuses, old.Status.EphemeralContainerStatuses, Root.Child("ephemeralContainerStatuses")),
    ];

    // What has ended and may not start again, stays ended.
    private void CheckTransitions()
    {
        var restartAll = old.Spec.InitContainers.Concat(old.Spec.Containers)
            .Any(container => container.RestartPolicyRules.Any(rule => rule.Action == "RestartAllContainers"));
        ApiList<Container>[] containers = [old.Spec.Containers, old.Spec.InitContainers, default];
        foreach (var ((statuses, before, path), known) in Groups.Zip(containers))
        {
            for (var i = 0; i < before.Count; i++)
            {
                var name = before[i].Name;
                if (before[i].State.Terminated is { } ended
                    && statuses.FirstOrDefault(status => status.Name == name) is { State.Terminated: null }
                    && !MayRestart(known.FirstOrDefault(container => container.Name == name), ended.ExitCode)
                    && (!restartAll || known.IsDefault))
                {
                    errors.Forbidden(path.Index(i).Child("state"), "may not be transitioned to non-terminated state");
                }
            }
        }
    }

    private bool MayRestart(Container? container, int exitCode)
    {
        if (container is null)
        {
            return false;
        }

        if (container.RestartPolicy is not null && container.RestartPolicyRules.Any(rule => Matches(rule.ExitCodes, exitCode)))
        {
            return true;
        }

        return (container.RestartPolicy ?? old.Spec.RestartPolicy) switch
        {
            ContainerRestartPolicy.OnFailure => exitCode != 0,
            ContainerRestartPolicy.Never => false,
            _ => true,
        };
    }

    private static bool Matches(ContainerRestartRuleOnExitCodes? codes, int exitCode) =>
        codes is not null && codes.Operator is "In" or "NotIn" && codes.Values.Contains(exitCode) == (codes.Operator == "In");

    private void CheckUsers()
    {
        foreach (var (statuses, _, path) in Groups)
        {
            for (var i = 0; i < statuses.Count; i++)
            {
                if (statuses[i].User?.Linux is { } user)
                {
                    CheckUser(user, path.Index(i).Child("user").Child("linux"));
                }
            }
        }
    }

    private void CheckUser(LinuxContainerUser user, FieldPath path)
    {
        if (pod.Spec.OS?.Name == OSName.Windows)
        {
            errors.Forbidden(path, "cannot be set for a windows pod");
            return;
        }

        errors.InvalidFor(path.Child("uid"), user.UID, Formats.InRange(user.UID, 0, int.MaxValue));
        errors.InvalidFor(path.Child("gid"), user.GID, Formats.InRange(user.GID, 0, int.MaxValue));
        for (var i = 0; i < user.SupplementalGroups.Count; i++)
        {
            var group = user.SupplementalGroups[i];
            errors.InvalidFor(path.Child("supplementalGroups").Index(i), group, Formats.InRange(group, 0, int.MaxValue));
        }
    }

    private void CheckAllocated()
    {
        CheckAllocated(pod.Status.ContainerStatuses, pod.Spec.Containers, Root.Child("containerStatuses"));
        CheckAllocated(pod.Status.InitContainerStatuses, pod.Spec.InitContainers, Root.Child("initContainerStatuses"));
        var ephemeral = pod.Status.EphemeralContainerStatuses;
        for (var i = 0; i < ephemeral.Count; i++)
        {
            if (!ephemeral[i].AllocatedResourcesStatus.IsEmpty)
            {
                errors.Forbidden(Root.Child("ephemeralContainerStatuses").Index(i).Child("allocatedResourcesStatus"), "must not be specified in container status");
            }
        }
    }

    private void CheckAllocated(ApiList<ContainerStatus> statuses, ApiList<Container> containers, FieldPath path)
    {
        for (var i = 0; i < statuses.Count; i++)
        {
            var container = containers.FirstOrDefault(each => each.Name == statuses[i].Name);
            for (var j = 0; j < statuses[i].AllocatedResourcesStatus.Count; j++)
            {
                var resource = statuses[i].AllocatedResourcesStatus[j];
                var at = path.Index(i).Child("allocatedResourcesStatus").Index(j);
                if (container is not null && UnknownResource(container.Resources, resource.Name) is { } reason)
                {
                    errors.Invalid(at.Child("name"), resource.Name, reason);
                }

                CheckHealth(resource.Resources, at.Child("resources"));
            }
        }
    }

    private static string? UnknownResource(ResourceRequirements resources, string name)
    {
        if (!name.StartsWith("claim:", StringComparison.Ordinal))
        {
            return resources.Requests.ContainsKey(name) ? null : "must match one of the container's resource requests";
        }

        return resources.Claims.Any(claim => name == "claim:" + claim.Name + (claim.Request.Length > 0 ? "/" + claim.Request : ""))
            ? null
            : "must match one of the container's resource claims in a format 'claim:<claimName>/<request>' or 'claim:<claimName>' if request is empty";
    }

    private void CheckHealth(ApiList<ResourceHealth> resources, FieldPath path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < resources.Count; i++)
        {
            var resource = resources[i];
            errors.CheckSupported(path.Index(i).Child("health"), resource.Health, "Healthy", "Unhealthy", "Unknown");
            if (resource.Message is { Length: 0 })
            {
                errors.Required(path.Index(i).Child("message"), "must be non-empty if specified");
            }
            else if (resource.Message is { } message && Formats.Length(message) > HealthMessageLimit)
            {
                errors.TooLong(path.Index(i).Child("message"), HealthMessageLimit);
            }

            if (!seen.Add(resource.ResourceID))
            {
                errors.Duplicate(path.Index(i).Child("resourceID"), resource.ResourceID);
            }
        }
    }
}
