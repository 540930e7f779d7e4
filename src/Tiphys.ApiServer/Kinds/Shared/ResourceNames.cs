using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Shared;

/// <summary>Names of resources that are counted, and what is known of them (pkg/apis/core/helper).</summary>
internal static class ResourceNames
{
    private static readonly HashSet<string> Standard = new(StringComparer.Ordinal)
    {
        "cpu", "memory", "ephemeral-storage", "requests.cpu", "requests.memory", "requests.ephemeral-storage", "limits.cpu", "limits.memory",
        "limits.ephemeral-storage", "pods", "resourcequotas", "services", "replicationcontrollers", "secrets", "configmaps", "persistentvolumeclaims",
        "storage", "requests.storage", "services.nodeports", "services.loadbalancers",
    };

    private static readonly HashSet<string> Whole = new(StringComparer.Ordinal)
    {
        "pods", "resourcequotas", "services", "replicationcontrollers", "secrets", "configmaps", "persistentvolumeclaims", "services.nodeports",
        "services.loadbalancers",
    };

    public static bool IsStandard(string name) => Standard.Contains(name) || IsHugePages(name) || name.StartsWith("requests.hugepages-", StringComparison.Ordinal);

    public static bool IsForContainers(string name) => name is "cpu" or "memory" or "ephemeral-storage" || IsHugePages(name);

    public static bool IsNative(string name) => !name.Contains('/') || name.Contains("kubernetes.io/", StringComparison.Ordinal);

    public static bool IsExtended(string name) =>
        !IsNative(name) && !name.StartsWith("requests.", StringComparison.Ordinal) && !Formats.QualifiedName("requests." + name).Any();

    public static bool MayOvercommit(string name) => IsNative(name) && !IsHugePages(name);

    /// <summary>A name that is known, or that of a domain.</summary>
    public static void CheckName(string name, FieldErrors errors, FieldPath path)
    {
        var reasons = Formats.QualifiedName(name).ToList();
        errors.InvalidFor(path, name, reasons);
        if (reasons.Count == 0 && !name.Contains('/') && !IsStandard(name))
        {
            errors.Invalid(path, name, "must be a standard resource type or fully qualified");
        }
    }

    /// <summary>Not below zero, and whole where parts make no sense.</summary>
    public static void CheckAmount(string name, Quantity amount, FieldErrors errors, FieldPath path)
    {
        if (amount.Sign < 0)
        {
            errors.Invalid(path, amount.ToString(), FieldErrorsExtensions.NotNegative);
        }

        if ((Whole.Contains(name) || IsExtended(name)) && amount.MilliValue % 1000 != 0)
        {
            errors.Invalid(path, amount.ToString(), "must be an integer");
        }
    }

    private static bool IsHugePages(string name) => name.StartsWith("hugepages-", StringComparison.Ordinal);
}
