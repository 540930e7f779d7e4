using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>What may change of a service (pkg/apis/core/validation, ValidateServiceUpdate): the second address and family, never the first.</summary>
internal static class ServiceUpdateValidation
{
    private const string Fixed = "may not change once set";
    private static readonly FieldPath Spec = FieldPath.Root("spec");

    public static void Validate(Service service, Service old, FieldErrors errors)
    {
        var (spec, before) = (service.Spec, old.Spec);
        if (spec.Type != ServiceType.ExternalName && before.Type != ServiceType.ExternalName)
        {
            ValidateAddresses(spec, before, errors);
            ValidateFamilies(spec, before, errors);
        }

        if (spec.Type == ServiceType.LoadBalancer && before.Type == ServiceType.LoadBalancer && spec.LoadBalancerClass != before.LoadBalancerClass)
        {
            errors.InvalidValue(Spec.Child("loadBalancerClass"), spec.LoadBalancerClass is { } name ? FieldErrors.Quote(name) : "null", Fixed);
        }

        ServiceValidation.ValidateClass(spec, errors);
        if (ServiceDefaults.NeedsHealthPort(spec) && ServiceDefaults.NeedsHealthPort(before) && spec.HealthCheckNodePort != before.HealthCheckNodePort)
        {
            errors.Forbidden(Spec.Child("healthCheckNodePort"), FieldErrorsExtensions.Immutable);
        }

        ServiceValidation.Validate(service, old, errors);
    }

    private static void ValidateAddresses(ServiceSpec spec, ServiceSpec old, FieldErrors errors)
    {
        if (ServiceValidation.IsHeadless(spec) && ServiceValidation.IsHeadless(old))
        {
            return;
        }

        var path = Spec.Child("clusterIPs");
        var shown = ServiceValidation.Shown(spec.ClusterIPs);
        if (spec.ClusterIPs.Count == old.ClusterIPs.Count)
        {
            for (var i = 0; i < spec.ClusterIPs.Count; i++)
            {
                if (spec.ClusterIPs[i] != old.ClusterIPs[i])
                {
                    errors.InvalidValue(path.Index(i), shown, Fixed);
                }
            }

            return;
        }

        if (spec.ClusterIPs.IsEmpty)
        {
            errors.InvalidValue(path.Index(0), shown, "primary clusterIP can not be unset");
        }
        else if (old.ClusterIPs.Count > 0 && spec.ClusterIPs[0] != old.ClusterIPs[0])
        {
            errors.InvalidValue(path.Index(0), shown, Fixed);
        }

        if (spec.ClusterIPs.Count == 1 && old.ClusterIPs.Count > 1)
        {
            RequireSingle(spec, "must be set to 'SingleStack' when releasing the secondary clusterIP", errors);
        }
    }

    private static void ValidateFamilies(ServiceSpec spec, ServiceSpec old, FieldErrors errors)
    {
        var isHeadless = ServiceValidation.IsHeadless(spec);
        if (isHeadless || ServiceValidation.IsHeadless(old))
        {
            return;
        }

        var first = Spec.Child("ipFamilies").Index(0);
        if (spec.IPFamilies.Count == old.IPFamilies.Count)
        {
            for (var i = 0; i < spec.IPFamilies.Count; i++)
            {
                if (spec.IPFamilies[i] != old.IPFamilies[i])
                {
                    errors.InvalidValue(first, ServiceValidation.Shown(spec.IPFamilies), Fixed);
                }
            }

            return;
        }

        if (spec.IPFamilies.Count < old.IPFamilies.Count && spec.ClusterIPs.IsEmpty)
        {
            errors.InvalidValue(first, ServiceValidation.Shown(spec.IPFamilies), "primary ipFamily can not be unset");
        }

        // Upstream shows the addresses here.
        if (spec.IPFamilies.Count > 0 && old.IPFamilies.Count > 0 && spec.IPFamilies[0] != old.IPFamilies[0])
        {
            errors.InvalidValue(first, ServiceValidation.Shown(spec.ClusterIPs), Fixed);
        }

        if (spec.IPFamilies.Count == 1 && old.IPFamilies.Count > 1)
        {
            RequireSingle(spec, "must be set to 'SingleStack' when releasing the secondary ipFamily", errors);
        }
    }

    private static void RequireSingle(ServiceSpec spec, string why, FieldErrors errors)
    {
        if (spec.IPFamilyPolicy != IPFamilyPolicy.SingleStack)
        {
            errors.InvalidValue(Spec.Child("ipFamilyPolicy"), spec.IPFamilyPolicy is { } policy ? FieldErrors.Quote(policy) : "null", why);
        }
    }
}
