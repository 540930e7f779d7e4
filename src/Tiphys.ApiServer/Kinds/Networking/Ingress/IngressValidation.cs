using Tiphys.Api.Networking.V1;
using Tiphys.ApiServer.Kinds.Core;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Networking;

/// <summary>Rules of ingresses (pkg/apis/networking/validation); errors come in upstream's order.</summary>
internal static class IngressValidation
{
    private const string ClassAnnotation = "kubernetes.io/ingress.class";
    private const string NotAddress = "must be a DNS name, not an IP address";
    private static readonly FieldPath Path = FieldPath.Root("spec");
    private static readonly string[] BadSequences = ["//", "/./", "/../", "%2f", "%2F"];
    private static readonly string[] BadEndings = ["/..", "/."];

    public static void Validate(Ingress value, FieldErrors errors)
    {
        CheckSpec(value.Spec, null, errors);
        if (value.Spec.IngressClassName is { } name && value.Metadata.Annotations.TryGetValue(ClassAnnotation, out var annotation) && annotation != name)
        {
            errors.Invalid(FieldPath.Root("annotations").Child(ClassAnnotation), annotation, "must match `ingressClassName` when both are specified");
        }
    }

    public static void ValidateUpdate(Ingress value, Ingress old, FieldErrors errors) => CheckSpec(value.Spec, old.Spec, errors);

    public static void ValidateStatus(Ingress value, Ingress old, FieldErrors errors)
    {
        ApiList<string> known = [.. old.Status.LoadBalancer.Ingress.Select(each => each.IP)];
        for (var i = 0; i < value.Status.LoadBalancer.Ingress.Count; i++)
        {
            var (point, path) = (value.Status.LoadBalancer.Ingress[i], FieldPath.Root("status").Child("loadBalancer").Child("ingress").Index(i));
            if (point.IP.Length > 0)
            {
                LegacyAddresses.CheckIP(errors, path.Child("ip"), point.IP, known);
            }

            if (point.Hostname.Length > 0)
            {
                errors.InvalidFor(path.Child("hostname"), point.Hostname, Formats.Dns1123Subdomain(point.Hostname));
                CheckNoAddress(point.Hostname, errors, path.Child("hostname"));
            }
        }
    }

    public static IEnumerable<string> Warnings(Ingress value) =>
        value.Spec.IngressClassName is null && value.Metadata.Annotations.ContainsKey(ClassAnnotation)
            ? [$"annotation \"{ClassAnnotation}\" is deprecated, please use 'spec.ingressClassName' instead"]
            : [];

    private static void CheckSpec(IngressSpec spec, IngressSpec? old, FieldErrors errors)
    {
        if (spec.Rules.IsEmpty && spec.DefaultBackend is null)
        {
            errors.InvalidValue(Path, spec.Rules.IsDefault ? "null" : "[]", "either `defaultBackend` or `rules` must be specified");
        }

        if (spec.DefaultBackend is { } backend)
        {
            CheckBackend(backend, errors, Path.Child("defaultBackend"));
        }

        for (var i = 0; i < spec.Rules.Count; i++)
        {
            CheckRule(spec.Rules[i], old, errors, Path.Child("rules").Index(i));
        }

        var keepsSecrets = old?.TLS.Any(tls => tls.SecretName.Length > 0 && Formats.Dns1123Subdomain(tls.SecretName).Any()) == true;
        for (var i = 0; i < spec.TLS.Count; i++)
        {
            CheckTls(spec.TLS[i], keepsSecrets, errors, Path.Child("tls").Index(i));
        }

        if (spec.IngressClassName is { } name)
        {
            errors.InvalidFor(Path.Child("ingressClassName"), name, Formats.Dns1123Subdomain(name));
        }
    }

    private static void CheckRule(IngressRule rule, IngressSpec? old, FieldErrors errors, FieldPath path)
    {
        if (rule.Host.Length > 0)
        {
            CheckNoAddress(rule.Host, errors, path.Child("host"));
            errors.InvalidFor(path.Child("host"), rule.Host, HostProblems(rule.Host));
        }

        if (!rule.Host.Contains('*') || !HasWrongWildcardRule(old))
        {
            CheckPaths(rule, errors, path);
        }
    }

    // Rules of wildcard hosts were once not checked.
    private static bool HasWrongWildcardRule(IngressSpec? old) => old?.Rules.Any(rule =>
    {
        var found = new FieldErrors();
        CheckPaths(rule, found, Path);
        return rule.Host.Contains('*') && !found.IsEmpty;
    }) == true;

    private static IEnumerable<string> HostProblems(string host) => host.Contains('*') ? Formats.WildcardSubdomain(host) : Formats.Dns1123Subdomain(host);

    private static void CheckNoAddress(string host, FieldErrors errors, FieldPath path)
    {
        if (Formats.TryParseIP(host, out _))
        {
            errors.Invalid(path, host, NotAddress);
        }
    }

    private static void CheckPaths(IngressRule rule, FieldErrors errors, FieldPath path)
    {
        if (rule.IngressRuleValue.HTTP is not { } http)
        {
            return;
        }

        var paths = path.Child("http").Child("paths");
        if (http.Paths.IsEmpty)
        {
            errors.Required(paths);
        }

        for (var i = 0; i < http.Paths.Count; i++)
        {
            CheckPath(http.Paths[i], errors, paths.Index(i));
        }
    }

    private static void CheckPath(HTTPIngressPath value, FieldErrors errors, FieldPath path)
    {
        switch (value.PathType)
        {
            case null:
                errors.Required(path.Child("pathType"), "pathType must be specified");
                return;
            case PathType.Exact or PathType.Prefix:
                CheckAbsolute(value.Path, errors, path.Child("path"));
                CheckSequences(value.Path, errors, path.Child("path"));
                break;
            case PathType.ImplementationSpecific:
                if (value.Path.Length > 0)
                {
                    CheckAbsolute(value.Path, errors, path.Child("path"));
                }

                break;
            default:
                errors.NotSupported(path.Child("pathType"), value.PathType, PathType.Exact, PathType.ImplementationSpecific, PathType.Prefix);
                break;
        }

        CheckBackend(value.Backend, errors, path.Child("backend"));
    }

    private static void CheckAbsolute(string value, FieldErrors errors, FieldPath path)
    {
        if (!value.StartsWith('/'))
        {
            errors.Invalid(path, value, "must be an absolute path");
        }
    }

    private static void CheckSequences(string value, FieldErrors errors, FieldPath path)
    {
        foreach (var part in BadSequences.Where(part => value.Contains(part, StringComparison.Ordinal)))
        {
            errors.Invalid(path, value, $"must not contain '{part}'");
        }

        foreach (var part in BadEndings.Where(part => value.EndsWith(part, StringComparison.Ordinal)))
        {
            errors.Invalid(path, value, $"cannot end with '{part}'");
        }
    }

    private static void CheckTls(IngressTLS tls, bool keepsSecrets, FieldErrors errors, FieldPath path)
    {
        for (var i = 0; i < tls.Hosts.Count; i++)
        {
            errors.InvalidFor(path.Child("hosts").Index(i), tls.Hosts[i], HostProblems(tls.Hosts[i]));
        }

        if (tls.SecretName.Length > 0 && !keepsSecrets)
        {
            errors.InvalidFor(path.Child("secretName"), tls.SecretName, Formats.Dns1123Subdomain(tls.SecretName));
        }
    }

    private static void CheckBackend(IngressBackend backend, FieldErrors errors, FieldPath path)
    {
        switch (backend)
        {
            case { Resource: not null, Service: not null }:
                errors.Invalid(path, "", "cannot set both resource and service backends");
                break;
            case { Resource: { } resource }:
                CheckReference(resource.APIGroup, resource.Kind, resource.Name, errors, path.Child("resource"));
                break;
            case { Service: { } service }:
                errors.CheckRequired(path.Child("service").Child("name"), service.Name, Formats.Dns1123Label);
                CheckServicePort(service.Port, errors, path);
                break;
            default:
                errors.Invalid(path, "", "resource or service backend is required");
                break;
        }
    }

    private static void CheckServicePort(ServiceBackendPort port, FieldErrors errors, FieldPath path)
    {
        var at = path.Child("service").Child("port");
        switch (port)
        {
            case { Name.Length: > 0, Number: not 0 }:
                errors.Invalid(path, "", "cannot set both port name & port number");
                break;
            case { Name.Length: > 0 }:
                errors.InvalidFor(at.Child("name"), port.Name, Formats.PortName(port.Name));
                break;
            case { Number: not 0 }:
                errors.InvalidFor(at.Child("number"), port.Number, Formats.PortNumber(port.Number));
                break;
            default:
                errors.Required(path, "port name or number is required");
                break;
        }
    }

    /// <summary>A reference to an object of any kind.</summary>
    public static void CheckReference(string? group, string kind, string name, FieldErrors errors, FieldPath path)
    {
        if (group is not null)
        {
            errors.InvalidFor(path.Child("apiGroup"), group, Formats.Dns1123Subdomain(group));
        }

        errors.CheckRequired(path.Child("kind"), kind, Formats.PathSegment);
        errors.CheckRequired(path.Child("name"), name, Formats.PathSegment);
    }
}
