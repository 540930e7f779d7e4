using System.Text.RegularExpressions;
using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <content>Options of Windows: credentials, users, processes of the host.</content>
internal static partial class PodValidation
{
    private const int CredentialLimitKiB = 64;
    private const int DomainLimit = 256;
    private const int UserLimit = 104;

    private static void CheckWindowsOptions(WindowsSecurityContextOptions? options, FieldErrors errors, FieldPath path)
    {
        if (options?.GMSACredentialSpecName is { } specName)
        {
            errors.InvalidFor(path.Child("gmsaCredentialSpecName"), specName, Formats.Dns1123Subdomain(specName));
        }

        if (options?.GMSACredentialSpec is { } spec)
        {
            errors.InvalidFor(path.Child("gmsaCredentialSpec"), spec, Formats.Length(spec) switch
            {
                0 => ["gmsaCredentialSpec cannot be an empty string"],
                > CredentialLimitKiB * 1024 => ["gmsaCredentialSpec size must be under 64 KiB"],
                _ => [],
            });
        }

        if (options?.RunAsUserName is { } name)
        {
            errors.InvalidFor(path.Child("runAsUserName"), name, WindowsUser(name));
        }
    }

    private static IEnumerable<string> WindowsUser(string name)
    {
        var parts = name.Split('\\');
        return name.Length == 0 ? ["runAsUserName cannot be an empty string"]
            : name.Any(character => character is < ' ' or '\x7f') ? ["runAsUserName cannot contain control characters"]
            : parts.Length > 2 ? ["runAsUserName cannot contain more than one backslash"]
            : parts.Length == 2 ? [.. WindowsDomain(parts[0]), .. WindowsAccount(parts[1])]
            : WindowsAccount(name);
    }

    private static IEnumerable<string> WindowsDomain(string domain)
    {
        if (Formats.Length(domain) >= DomainLimit)
        {
            yield return "runAsUserName's Domain length must be under 256 characters";
        }

        if (!NetBiosForm().IsMatch(domain) && !WindowsDomainForm().IsMatch(domain))
        {
            yield return "runAsUserName's Domain doesn't match the NetBios nor the DNS format";
        }
    }

    private static IEnumerable<string> WindowsAccount(string user)
    {
        if (user.Length == 0)
        {
            yield return "runAsUserName's User cannot be empty";
        }
        else if (Formats.Length(user) > UserLimit)
        {
            yield return "runAsUserName's User length must not be longer than 104 characters";
        }

        if (user.Length > 0 && user.All(character => character is '.' or ' '))
        {
            yield return "runAsUserName's User cannot contain only periods or spaces";
        }

        if (user.AsSpan().ContainsAny("\"/\\:;|=,+*?<>@[]"))
        {
            yield return "runAsUserName's User cannot contain the following characters: \"/\\:;|=,+*?<>@[]";
        }
    }

    // A container of the host's processes needs that all the others are, too, and the host's network.
    private static void CheckHostProcess(PodSpec spec, FieldErrors errors, FieldPath path)
    {
        var pod = spec.SecurityContext?.WindowsOptions?.HostProcess;
        var (all, hosted) = (0, 0);
        foreach (var (container, at) in ContainerVisit.All(spec, path))
        {
            all++;
            var own = container.SecurityContext?.WindowsOptions?.HostProcess;
            if (own is { } value && pod is { } expected && value != expected)
            {
                errors.InvalidValue(
                    at.Child("securityContext").Child("windowsOptions").Child("hostProcess"),
                    Shown(value),
                    $"pod hostProcess value must be identical if both are specified, was {Shown(expected)}");
            }

            hosted += (own ?? pod) == true ? 1 : 0;
        }

        if (hosted > 0 && hosted != all)
        {
            errors.Invalid(path, "", "If pod contains any hostProcess containers then all containers must be HostProcess containers");
        }

        if (hosted > 0 && !spec.HostNetwork)
        {
            errors.InvalidValue(path.Child("hostNetwork"), "false", "hostNetwork must be true if pod contains any hostProcess containers");
        }
    }

    private static string Shown(bool value) => value ? "true" : "false";

    [GeneratedRegex(@"^[^\\/:*?""<>|.][^\\/:*?""<>|]{0,14}\z")]
    private static partial Regex NetBiosForm();

    [GeneratedRegex(@"^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*\z")]
    private static partial Regex WindowsDomainForm();
}
