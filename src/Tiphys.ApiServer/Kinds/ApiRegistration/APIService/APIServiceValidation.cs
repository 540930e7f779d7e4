using System.Globalization;
using Tiphys.Api.ApiRegistration.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.ApiRegistration;

/// <summary>Rules of registered API groups (k8s.io/kube-aggregator, pkg/apis/apiregistration/validation); errors come in upstream's order.</summary>
internal static class APIServiceValidation
{
    private const int MaxGroupPriority = 20000;
    private const int MaxVersionPriority = 1000;
    private static readonly FieldPath Path = FieldPath.Root("spec");

    public static void Validate(APIService value, FieldErrors errors)
    {
        CheckName(value, errors);
        var spec = value.Spec;
        if (spec.Group.Length == 0 && spec.Version != "v1")
        {
            errors.Required(Path.Child("group"), "only v1 may have an empty group and it better be legacy kube");
        }

        if (spec.Group.Length > 0)
        {
            errors.InvalidFor(Path.Child("group"), spec.Group, Formats.Dns1123Subdomain(spec.Group));
        }

        errors.InvalidFor(Path.Child("version"), spec.Version, Formats.Dns1035Label(spec.Version));
        CheckPriority(spec.GroupPriorityMinimum, MaxGroupPriority, errors, Path.Child("groupPriorityMinimum"));
        CheckPriority(spec.VersionPriority, MaxVersionPriority, errors, Path.Child("versionPriority"));
        if (spec.Service is { } service)
        {
            CheckRemote(spec, service, errors);
        }
        else
        {
            CheckLocal(spec, errors);
        }
    }

    public static void ValidateStatus(APIServiceStatus status, FieldErrors errors)
    {
        var path = FieldPath.Root("status").Child("conditions");
        for (var i = 0; i < status.Conditions.Count; i++)
        {
            errors.CheckSupported(
                path.Index(i).Child("status"), status.Conditions[i].Status, ConditionStatus.False, ConditionStatus.True, ConditionStatus.Unknown);
        }
    }

    private static void CheckName(APIService value, FieldErrors errors)
    {
        var path = FieldPath.Root("metadata").Child("name");
        var (name, needed) = (value.Metadata.Name, $"{value.Spec.Version}.{value.Spec.Group}");
        var reasons = Names.PathSegment(name).ToList();
        errors.InvalidFor(path, name, reasons);
        if (reasons.Count == 0 && name != needed)
        {
            errors.Invalid(path, name, $"must be `spec.version+\".\"+spec.group`: {FieldErrors.Quote(needed)}");
        }
    }

    private static void CheckPriority(int value, int limit, FieldErrors errors, FieldPath path)
    {
        if (value <= 0 || value > limit)
        {
            errors.Invalid(path, value, $"must be positive and less than {limit.ToString(CultureInfo.InvariantCulture)}");
        }
    }

    private static void CheckLocal(APIServiceSpec spec, FieldErrors errors)
    {
        if (spec.CABundle.Length > 0)
        {
            errors.Invalid(
                Path.Child("caBundle"), $"{spec.CABundle.Length.ToString(CultureInfo.InvariantCulture)} bytes", "local APIServices may not have a caBundle");
        }

        if (spec.InsecureSkipTLSVerify)
        {
            errors.InvalidValue(Path.Child("insecureSkipTLSVerify"), "true", "local APIServices may not have insecureSkipTLSVerify");
        }
    }

    private static void CheckRemote(APIServiceSpec spec, ServiceReference service, FieldErrors errors)
    {
        var path = Path.Child("service");
        errors.CheckRequired(path.Child("namespace"), service.Namespace);
        errors.CheckRequired(path.Child("name"), service.Name);
        var reasons = Formats.PortNumber(service.Port ?? 0).ToList();
        if (reasons.Count > 0)
        {
            errors.Invalid(path.Child("port"), service.Port ?? 0, "port is not valid: " + string.Join(", ", reasons));
        }

        if (spec.InsecureSkipTLSVerify && spec.CABundle.Length > 0)
        {
            errors.InvalidValue(Path.Child("insecureSkipTLSVerify"), "true", "may not be true if caBundle is present");
        }
    }
}
