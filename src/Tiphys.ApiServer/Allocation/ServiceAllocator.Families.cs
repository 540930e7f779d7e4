using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Kinds.Core;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Allocation;

/// <content>Families of addresses and the policy about them (KEP-563).</content>
internal sealed partial class ServiceAllocator
{
    private static readonly FieldPath PolicyPath = FieldPath.Root("spec").Child("ipFamilyPolicy");
    private static readonly FieldPath FamiliesPath = FieldPath.Root("spec").Child("ipFamilies");
    private static readonly FieldPath AddressesPath = FieldPath.Root("spec").Child("clusterIPs");

    private Service WithFamilies(Service service, Service? old)
    {
        if (service.Spec.Type == ServiceType.ExternalName || IsSamePreferred(service, old))
        {
            return service;
        }

        var errors = new FieldErrors();
        service = WithPolicy(service, old);
        ServiceValidation.ValidateAddresses(service, old, errors);
        ThrowIfAny(errors, service);
        service = old is null ? service : Shrunk(service, old, errors);
        CheckSingle(service, errors);
        service = InferFamilies(service, errors);
        ThrowIfAny(errors, service);
        if (service.Spec.ClusterIP == "None" && service.Spec.Selector.IsEmpty)
        {
            return WithFreeFamilies(service);
        }

        CheckConfigured(service, errors);
        ThrowIfAny(errors, service);
        return WithMissingFamilies(service);
    }

    // Never a fixed default, so that a service changes between one and two families only when it is told to.
    private static Service WithPolicy(Service service, Service? old)
    {
        var policy = service.Spec.IPFamilyPolicy
            ?? old?.Spec.IPFamilyPolicy
            ?? (service.Spec.ClusterIP == "None" && service.Spec.Selector.IsEmpty ? IPFamilyPolicy.RequireDualStack : IPFamilyPolicy.SingleStack);
        return service with { Spec = service.Spec with { IPFamilyPolicy = policy } };
    }

    // Taking the second address away is plain when the policy says so; without it, the policy has to be named.
    private static Service Shrunk(Service service, Service old, FieldErrors errors)
    {
        var (spec, before) = (service.Spec, old.Spec);
        if (spec.IPFamilyPolicy == IPFamilyPolicy.SingleStack)
        {
            var addresses = spec.ClusterIPs == before.ClusterIPs && spec.ClusterIPs.Count > 1 ? [spec.ClusterIPs[0]] : spec.ClusterIPs;
            var families = spec.IPFamilies == before.IPFamilies && spec.IPFamilies.Count > 1 ? [spec.IPFamilies[0]] : spec.IPFamilies;
            return service with { Spec = spec with { ClusterIPs = addresses, IPFamilies = families } };
        }

        if (spec.ClusterIPs.Count > 0 && spec.ClusterIPs.Count < before.ClusterIPs.Count)
        {
            errors.Invalid(PolicyPath, spec.IPFamilyPolicy!, "must be 'SingleStack' to release the secondary cluster IP");
        }

        if (spec.IPFamilies.Count > 0 && spec.IPFamilies.Count < before.IPFamilies.Count)
        {
            errors.Invalid(PolicyPath, spec.IPFamilyPolicy!, "must be 'SingleStack' to release the secondary IP family");
        }

        return service;
    }

    private static void CheckSingle(Service service, FieldErrors errors)
    {
        var spec = service.Spec;
        if (spec.IPFamilyPolicy != IPFamilyPolicy.SingleStack)
        {
            return;
        }

        if (spec.ClusterIPs.Count == 2)
        {
            errors.Invalid(PolicyPath, spec.IPFamilyPolicy, "must be 'RequireDualStack' or 'PreferDualStack' when multiple cluster IPs are specified");
        }

        if (spec.IPFamilies.Count == 2)
        {
            errors.Invalid(PolicyPath, spec.IPFamilyPolicy, "must be 'RequireDualStack' or 'PreferDualStack' when multiple IP families are specified");
        }
    }

    private Service InferFamilies(Service service, FieldErrors errors)
    {
        var families = service.Spec.IPFamilies;
        for (var i = 0; i < service.Spec.ClusterIPs.Count && service.Spec.ClusterIPs[i] != "None"; i++)
        {
            if (i < families.Count)
            {
                continue;
            }

            var family = Formats.IsIPv6(service.Spec.ClusterIPs[i]) ? IPFamily.IPv6 : IPFamily.IPv4;
            if (addresses.Families.Contains(family))
            {
                families = families.Add(family);
            }
            else
            {
                errors.InvalidValue(AddressesPath.Index(i), ServiceValidation.Shown(service.Spec.ClusterIPs), $"{family} is not configured on this cluster");
            }
        }

        return service with { Spec = service.Spec with { IPFamilies = families } };
    }

    // Whose endpoints are written by hand may have any of both families, whatever the cluster has.
    private Service WithFreeFamilies(Service service)
    {
        var families = service.Spec.IPFamilies.IsEmpty ? [addresses.Families[0]] : service.Spec.IPFamilies;
        if (families.Count < 2 && service.Spec.IPFamilyPolicy != IPFamilyPolicy.SingleStack)
        {
            families = families.Add(Other(families[0]));
        }

        return service with { Spec = service.Spec with { IPFamilies = families } };
    }

    private void CheckConfigured(Service service, FieldErrors errors)
    {
        if (service.Spec.IPFamilyPolicy == IPFamilyPolicy.RequireDualStack && addresses.Families.Count < 2)
        {
            errors.Invalid(PolicyPath, service.Spec.IPFamilyPolicy, "this cluster is not configured for dual-stack services");
        }

        for (var i = 0; i < service.Spec.IPFamilies.Count; i++)
        {
            if (!addresses.Families.Contains(service.Spec.IPFamilies[i]))
            {
                errors.Invalid(FamiliesPath.Index(i), service.Spec.IPFamilies[i], "not configured on this cluster");
            }
        }
    }

    private Service WithMissingFamilies(Service service)
    {
        var families = service.Spec.IPFamilies.IsEmpty ? [addresses.Families[0]] : service.Spec.IPFamilies;
        if (service.Spec.IPFamilyPolicy != IPFamilyPolicy.SingleStack && families.Count == 1 && addresses.Families.Count == 2)
        {
            families = families.Add(Other(families[0]));
        }

        return service with { Spec = service.Spec with { IPFamilies = families } };
    }

    // A service that prefers two families keeps what it has when the cluster changes under it.
    private static bool IsSamePreferred(Service service, Service? old) => old is not null
        && service.Spec.IPFamilyPolicy == IPFamilyPolicy.PreferDualStack
        && (old.Spec.IPFamilyPolicy ?? IPFamilyPolicy.PreferDualStack) == IPFamilyPolicy.PreferDualStack
        && service.Spec.Type == old.Spec.Type
        && service.Spec.Type != ServiceType.ExternalName
        && service.Spec.ClusterIPs == old.Spec.ClusterIPs
        && service.Spec.IPFamilies == old.Spec.IPFamilies;

    private static string Other(string family) => family == IPFamily.IPv4 ? IPFamily.IPv6 : IPFamily.IPv4;

    private static void ThrowIfAny(FieldErrors errors, Service service)
    {
        if (!errors.IsEmpty)
        {
            throw errors.ToException(Service.GroupVersionKind, service.Metadata.Name);
        }
    }
}
