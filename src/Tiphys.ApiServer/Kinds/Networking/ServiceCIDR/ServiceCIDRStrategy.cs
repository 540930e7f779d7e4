using Tiphys.Api.Networking.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Networking;

/// <summary>Rules of ranges of cluster addresses (pkg/registry/networking/servicecidr): they may get a second family, and change in no other way.</summary>
public sealed class ServiceCIDRStrategy : ResourceStrategy<ServiceCIDR>
{
    private static readonly FieldPath Path = FieldPath.Root("spec").Child("cidrs");

    /// <inheritdoc/>
    protected override ServiceCIDR PrepareForCreate(RequestContext context, ServiceCIDR value) => value with { Status = ServiceCIDRStatus.Empty };

    /// <inheritdoc/>
    protected override ServiceCIDR PrepareForUpdate(RequestContext context, ServiceCIDR value, ServiceCIDR old) => context.Subresource == "status"
        ? value with { Spec = old.Spec, Metadata = StatusMetadata.Keep(value.Metadata, old.Metadata) }
        : value with { Status = old.Status };

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, ServiceCIDR value, FieldErrors errors)
    {
        var ranges = value.Spec.CIDRs;
        if (ranges.IsEmpty)
        {
            errors.Required(Path, "at least one CIDR required");
            return;
        }

        if (ranges.Count > 2)
        {
            errors.InvalidValue(Path, $"{{\"CIDRs\":{Core.ServiceValidation.Shown(ranges)}}}", "may only hold up to 2 values");
            return;
        }

        for (var i = 0; i < ranges.Count; i++)
        {
            if (CanonicalAddresses.CidrProblem(ranges[i]) is { } reason)
            {
                errors.Invalid(Path.Index(i), ranges[i], reason);
            }
        }

        var known = ranges.Where(range => Formats.TryParseCidr(range, out _, out _)).ToList();
        if (known.Count == 2 && known.Select(CanonicalAddresses.IsIPv6Cidr).Distinct().Count() == 1)
        {
            errors.InvalidValue(
                Path, Core.ServiceValidation.Shown(ranges), "may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64");
        }
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, ServiceCIDR value, ServiceCIDR old, FieldErrors errors)
    {
        var (ranges, before) = (value.Spec.CIDRs, old.Spec.CIDRs);
        var grows = before.Count == 1 && ranges.Count == 2;
        if (ranges.Count != before.Count && !grows)
        {
            errors.InvalidValue(Path, Core.ServiceValidation.Shown(ranges), FieldErrorsExtensions.Immutable);
            return;
        }

        for (var i = 0; i < before.Count; i++)
        {
            errors.CheckImmutable(Path.Index(i), ranges[i], before[i]);
        }

        if (grows)
        {
            Validate(context, value, errors);
        }
    }
}
