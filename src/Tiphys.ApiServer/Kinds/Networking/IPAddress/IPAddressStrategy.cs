using Tiphys.Api.Networking.V1;
using Tiphys.ApiServer.Registry;
using Tiphys.ApiServer.Requests;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Networking;

/// <summary>Rules of IP addresses (pkg/registry/networking/ipaddress): the name is the address, in canonical form.</summary>
public sealed class IPAddressStrategy : ResourceStrategy<IPAddress>
{
    private static readonly FieldPath Parent = FieldPath.Root("spec").Child("parentRef");

    /// <inheritdoc/>
    public override IReadOnlyList<string> SelectableFields { get; } = [];

    /// <inheritdoc/>
    public override IEnumerable<string> CheckName(string name, bool isPrefix) => CanonicalAddresses.IPProblem(name) is { } problem ? [problem] : [];

    /// <inheritdoc/>
    protected override void Validate(RequestContext context, IPAddress value, FieldErrors errors)
    {
        if (value.Spec.ParentRef is not { } parent)
        {
            errors.Required(Parent);
            return;
        }

        if (parent.Group.Length > 0)
        {
            errors.InvalidFor(Parent.Child("group"), parent.Group, Formats.Dns1123Subdomain(parent.Group));
        }

        CheckSegment(Parent.Child("resource"), parent.Resource, true, errors);
        CheckSegment(Parent.Child("name"), parent.Name, true, errors);
        CheckSegment(Parent.Child("namespace"), parent.Namespace, false, errors);
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(RequestContext context, IPAddress value, IPAddress old, FieldErrors errors)
    {
        Validate(context, value, errors);
        errors.CheckImmutable(Parent, value.Spec.ParentRef, old.Spec.ParentRef, Shown);
    }

    private static void CheckSegment(FieldPath path, string value, bool isRequired, FieldErrors errors)
    {
        if (value.Length == 0)
        {
            if (isRequired)
            {
                errors.Required(path);
            }
        }
        else
        {
            errors.InvalidFor(path, value, Names.PathSegment(value));
        }
    }

    // Upstream prints its own form, in which all fields are there.
    private static string Shown(ParentReference? parent) => parent is null
        ? "null"
        : $"{{\"Group\":{FieldErrors.Quote(parent.Group)},\"Resource\":{FieldErrors.Quote(parent.Resource)},\"Namespace\":{FieldErrors.Quote(parent.Namespace)},\"Name\":{FieldErrors.Quote(parent.Name)}}}";
}
