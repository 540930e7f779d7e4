using System.Globalization;
using System.Text.RegularExpressions;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Admission.PodSecurity;

/// <summary>What the labels of a namespace say about its pods.</summary>
/// <param name="Enforce">What pods must keep to.</param>
/// <param name="Audit">What the audit log tells of.</param>
/// <param name="Warn">What clients are warned about.</param>
internal sealed partial record NamespacePolicy(LevelVersion Enforce, LevelVersion Audit, LevelVersion Warn)
{
    private const string Prefix = "pod-security.kubernetes.io/";

    /// <summary>True when nothing is ever to be said.</summary>
    public bool IsOpen => Enforce.Level == PolicyLevel.Privileged && Audit.Level == PolicyLevel.Privileged && Warn.Level == PolicyLevel.Privileged;

    /// <summary>
    /// Reads the labels. A level that is none counts as the strictest for enforcing and as the weakest otherwise. Whoever enforces a level
    /// and says nothing of warnings warns of the same.
    /// </summary>
    public static NamespacePolicy Read(ApiMap<string> labels, FieldErrors errors)
    {
        var enforce = Read(labels, "enforce", PolicyLevel.Restricted, errors, out var hasEnforce);
        var audit = Read(labels, "audit", PolicyLevel.Privileged, errors, out _);
        var warn = Read(labels, "warn", PolicyLevel.Privileged, errors, out _);
        if (!labels.ContainsKey(Prefix + "warn") && hasEnforce && enforce.Level > warn.Level)
        {
            warn = new LevelVersion(enforce.Level, labels.ContainsKey(Prefix + "warn-version") ? warn.Minor : enforce.Minor);
        }

        return new(enforce, audit, warn);
    }

    private static LevelVersion Read(ApiMap<string> labels, string mode, PolicyLevel otherwise, FieldErrors errors, out bool isLevelGood)
    {
        var (level, minor) = (PolicyLevel.Privileged, LevelVersion.Latest);
        isLevelGood = false;
        if (labels.TryGetValue(Prefix + mode, out var text))
        {
            (level, isLevelGood) = text switch
            {
                "privileged" => (PolicyLevel.Privileged, true),
                "baseline" => (PolicyLevel.Baseline, true),
                "restricted" => (PolicyLevel.Restricted, true),
                _ => (otherwise, false),
            };
            if (!isLevelGood)
            {
                Report(errors, Prefix + mode, text, "must be one of privileged, baseline, restricted");
            }
        }

        if (labels.TryGetValue(Prefix + mode + "-version", out var version) && version != "latest")
        {
            var isVersion = VersionForm().IsMatch(version) && int.TryParse(version.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out minor);
            if (!isVersion)
            {
                minor = LevelVersion.Latest;
                Report(errors, Prefix + mode + "-version", version, "must be \"latest\" or \"v1.x\"");
            }
        }

        return new(level, minor);
    }

    private static void Report(FieldErrors errors, string label, string value, string why) =>
        errors.Invalid(FieldPath.Root("metadata").Child("labels").Key(label), value, why);

    [GeneratedRegex("^v1\\.([0-9]|[1-9][0-9]*)\\z")]
    private static partial Regex VersionForm();
}
