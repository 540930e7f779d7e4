using Tiphys.Api.Networking.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Networking;

/// <summary>Rules of ingress classes (pkg/apis/networking/validation).</summary>
internal static class IngressClassValidation
{
    private const int MaxControllerBytes = 250;
    private static readonly FieldPath Path = FieldPath.Root("spec");

    public static void Validate(IngressClassSpec spec, FieldErrors errors)
    {
        if (Formats.Length(spec.Controller) > MaxControllerBytes)
        {
            errors.TooLong(Path.Child("controller"), MaxControllerBytes);
        }

        errors.CheckDomainPrefixedPath(Path.Child("controller"), spec.Controller);
        if (spec.Parameters is { } parameters)
        {
            CheckParameters(parameters, errors, Path.Child("parameters"));
        }
    }

    public static void ValidateUpdate(IngressClassSpec spec, IngressClassSpec old, FieldErrors errors)
    {
        errors.CheckImmutable(Path.Child("controller"), spec.Controller, old.Controller);
        Validate(spec, errors);
    }

    private static void CheckParameters(IngressClassParametersReference parameters, FieldErrors errors, FieldPath path)
    {
        IngressValidation.CheckReference(parameters.APIGroup, parameters.Kind, parameters.Name, errors, path);
        switch (parameters.Scope)
        {
            case null:
                errors.Required(path.Child("scope"));
                break;
            case "Namespace" when parameters.Namespace is null:
                errors.Required(path.Child("namespace"), "`parameters.scope` is set to 'Namespace'");
                break;
            case "Namespace":
                errors.InvalidFor(path.Child("namespace"), parameters.Namespace!, Formats.Dns1123Label(parameters.Namespace!));
                break;
            case "Cluster":
                if (parameters.Namespace is not null)
                {
                    errors.Forbidden(path.Child("namespace"), "`parameters.scope` is set to 'Cluster'");
                }

                break;
            default:
                errors.NotSupported(path.Child("scope"), parameters.Scope, "Cluster", "Namespace");
                break;
        }
    }
}
