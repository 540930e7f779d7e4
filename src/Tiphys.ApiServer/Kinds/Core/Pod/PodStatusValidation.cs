using System.Net.Sockets;
using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>What a node may say of a pod (pkg/apis/core/validation, ValidatePodStatusUpdate); errors come in upstream's order.</summary>
internal sealed partial class PodStatusValidation(Pod pod, Pod old, FieldErrors errors)
{
    private const string NotNegative = "must be a non-negative integer";
    private static readonly FieldPath Root = FieldPath.Root("status");

    public void Check()
    {
        CheckConditions(Root.Child("conditions"));
        CheckNominated(Root.Child("nominatedNodeName"));
        CheckGeneration(pod.Status.ObservedGeneration, Root.Child("observedGeneration"));
        errors.CheckImmutable(Root.Child("qosClass"), pod.Status.QOSClass, old.Status.QOSClass);
        CheckTransitions();
        CheckClaims(Root.Child("resourceClaimStatuses"));
        CheckExtendedClaim(Root.Child("extendedResourceClaimStatus"));
        CheckAddresses(pod.Status.PodIPs.Select(each => each.IP).ToApiList(), old.Status.PodIPs.Select(each => each.IP).ToApiList(), Root.Child("podIPs"));
        CheckHost(Root.Child("hostIPs"));
        CheckUsers();
        CheckAllocated();
    }

    private void CheckConditions(FieldPath path)
    {
        for (var i = 0; i < pod.Status.Conditions.Count; i++)
        {
            var condition = pod.Status.Conditions[i];
            CheckGeneration(condition.ObservedGeneration, path.Index(i).Child("observedGeneration"));
            errors.InvalidFor(path.Index(i).Child("Type"), condition.Type, Formats.QualifiedName(condition.Type));
        }
    }

    private void CheckGeneration(long generation, FieldPath path)
    {
        if (generation < 0)
        {
            errors.Invalid(path, generation, NotNegative);
        }
    }

    private void CheckNominated(FieldPath path)
    {
        var name = pod.Status.NominatedNodeName;
        if (name.Length == 0 || name == old.Status.NominatedNodeName)
        {
            return;
        }

        errors.InvalidFor(path, name, Formats.Dns1123Subdomain(name));
        if (old.Spec.NodeName.Length > 0)
        {
            errors.Forbidden(path, "may not be set on pods that are already bound to a node");
        }
    }

    private void CheckClaims(FieldPath path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < pod.Status.ResourceClaimStatuses.Count; i++)
        {
            var claim = pod.Status.ResourceClaimStatuses[i];
            if (!pod.Spec.ResourceClaims.Any(each => each.Name == claim.Name))
            {
                errors.Invalid(path.Index(i).Child("name"), claim.Name, "must match the name of an entry in `spec.resourceClaims`");
            }

            if (!seen.Add(claim.Name))
            {
                errors.Duplicate(path.Index(i).Child("name"), claim.Name);
            }

            if (claim.ResourceClaimName is { } name)
            {
                errors.InvalidFor(path.Index(i).Child("resourceClaimName"), name, Formats.Dns1123Subdomain(name));
            }
        }
    }

    private void CheckExtendedClaim(FieldPath path)
    {
        if (pod.Status.ExtendedResourceClaimStatus is not { } status)
        {
            return;
        }

        if (status.RequestMappings.IsEmpty)
        {
            errors.Required(path.Child("requestMappings"), "at least one request mapping is required");
        }

        var seen = new HashSet<ContainerExtendedResourceRequest>();
        for (var i = 0; i < status.RequestMappings.Count; i++)
        {
            var (mapping, at) = (status.RequestMappings[i], path.Child("requestMappings").Index(i));
            CheckMapped(mapping, at);
            errors.InvalidFor(path.Child("requestName"), mapping.RequestName, Formats.Dns1123Label(mapping.RequestName));
            if (!seen.Add(mapping))
            {
                errors.Duplicate(at.Child("containerName"), mapping.ContainerName);
                errors.Duplicate(at.Child("resourceName"), mapping.ResourceName);
                errors.Duplicate(at.Child("requestName"), mapping.RequestName);
            }
        }

        errors.CheckRequired(path.Child("resourceClaimName"), status.ResourceClaimName, Formats.Dns1123Subdomain);
    }

    private void CheckMapped(ContainerExtendedResourceRequest mapping, FieldPath path)
    {
        var container = pod.Spec.InitContainers.Concat(pod.Spec.Containers).LastOrDefault(each => each.Name == mapping.ContainerName);
        if (container is null)
        {
            errors.Invalid(path.Child("containerName"), mapping.ContainerName, "must match the name of an entry in spec.initContainers.name or spec.containers.name");
        }
        else if (!container.Resources.Requests.ContainsKey(mapping.ResourceName))
        {
            errors.Invalid(
                path.Child("resourceName"),
                mapping.ResourceName,
                "must match the extended resource name of an entry in spec.initContainers.resources.requests or spec.containers.resources.requests");
        }
    }

    private void CheckHost(FieldPath path)
    {
        var addresses = pod.Status.HostIPs.Select(each => each.IP).ToApiList();
        if (!addresses.IsEmpty && pod.Status.HostIP != addresses[0])
        {
            errors.Invalid(path.Index(0).Child("ip"), addresses[0], "must be equal to `hostIP`");
        }

        CheckAddresses(addresses, old.Status.HostIPs.Select(each => each.IP).ToApiList(), path);
    }

    // At most one address of each family.
    private void CheckAddresses(ApiList<string> addresses, ApiList<string> known, FieldPath path)
    {
        for (var i = 0; i < addresses.Count; i++)
        {
            LegacyAddresses.CheckIP(errors, path.Index(i), addresses[i], known);
        }

        if (addresses.Count < 2)
        {
            return;
        }

        var parsed = addresses.Select(LegacyAddresses.Parse).ToList();
        var broken = parsed.IndexOf(null);
        if (broken >= 0)
        {
            errors.Internal(path, $"failed to check for dual stack with error:invalid IP[{broken}]: {addresses[broken]}");
        }

        if (broken >= 0 || addresses.Count > 2 || parsed.Count(address => address!.AddressFamily == AddressFamily.InterNetwork) != 1)
        {
            errors.InvalidValue(path, InternalForms.Show(addresses), "may specify no more than one IP for each IP family");
        }
    }
}
