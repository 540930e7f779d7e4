using System.Text.RegularExpressions;
using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <content>Kernel parameters of a pod.</content>
internal static partial class PodValidation
{
    private const int SysctlLimit = 253;
    private const string SysctlPattern = @"^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$";

    // Parameters of System V IPC; beside them all below fs.mqueue.
    private static readonly HashSet<string> IpcSysctls = new(StringComparer.Ordinal)
    {
        "kernel.sem", "kernel.shmall", "kernel.shmmax", "kernel.shmmni", "kernel.shm_rmid_forced", "kernel.shm", "kernel.msgmax", "kernel.msgmnb",
        "kernel.msgmni", "kernel.msg",
    };

    private static void CheckSysctls(PodSpec spec, FieldErrors errors, FieldPath path)
    {
        var sysctls = spec.SecurityContext?.Sysctls ?? default;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < sysctls.Count; i++)
        {
            var name = sysctls[i].Name;
            var at = path.Index(i).Child("name");
            if (name.Length == 0)
            {
                errors.Required(at);
            }
            else if (name.Length > SysctlLimit || !SysctlForm().IsMatch(name))
            {
                errors.Invalid(at, name, $"must have at most 253 characters and match regex {SysctlPattern}");
            }
            else if (seen.Contains(name))
            {
                errors.Duplicate(at, name);
            }

            CheckNotOfHost(spec, name, errors, at);
            seen.Add(name);
        }
    }

    // What a pod shares with its node, it may not tune.
    private static void CheckNotOfHost(PodSpec spec, string name, FieldErrors errors, FieldPath path)
    {
        var normal = DottedSysctl(name);
        if (spec.HostNetwork && normal.StartsWith("net.", StringComparison.Ordinal))
        {
            errors.Invalid(path, name, "may not be specified when 'hostNetwork' is true");
        }
        else if (spec.HostIPC && (IpcSysctls.Contains(normal) || normal.StartsWith("fs.mqueue.", StringComparison.Ordinal)))
        {
            errors.Invalid(path, name, "may not be specified when 'hostIPC' is true");
        }
    }

    // With slashes as separators, dots and slashes change places.
    private static string DottedSysctl(string name)
    {
        var separator = name.IndexOfAny(['.', '/']);
        return separator < 0 || name[separator] == '.'
            ? name
            : string.Concat(name.Select(character => character switch { '.' => '/', '/' => '.', _ => character }));
    }

    [GeneratedRegex(@"^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?\z")]
    private static partial Regex SysctlForm();
}
