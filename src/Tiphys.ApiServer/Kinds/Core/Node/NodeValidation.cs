using System.Text.RegularExpressions;
using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Rules of nodes (pkg/apis/core/validation); errors come in upstream's order.</summary>
internal static partial class NodeValidation
{
    private const string CidrsKept = "node updates may not change podCIDR except from \"\" to valid";
    private const string ProviderKept = "node updates may not change providerID except from \"\" to valid";

    // Upstream looks for taints below the metadata.
    private static readonly FieldPath TaintsPath = FieldPath.Root("metadata").Child("taints");
    private static readonly FieldPath SpecPath = FieldPath.Root("spec");
    private static readonly FieldPath StatusPath = FieldPath.Root("status");

    public static void Validate(Node node, FieldErrors errors)
    {
        CheckTaints(node.Spec.Taints, errors);
        CheckAmounts(node.Status, errors);
        if (node.Status.NodeInfo.Swap?.Capacity is { } swap && swap <= 0)
        {
            errors.Invalid(FieldPath.Root("metadata").Child("nodeSwapStatus").Child("capacity"), swap, "must be greater than 0");
        }

        CheckFeatures(node.Status.DeclaredFeatures, errors);
        CheckCidrs(node.Spec.PodCIDRs, errors);
    }

    /// <summary>What holds for updates of nodes and of their status.</summary>
    public static void ValidateUpdate(Node node, Node old, FieldErrors errors)
    {
        CheckAmounts(node.Status, errors);
        CheckFeatures(node.Status.DeclaredFeatures, errors);
        CheckAddresses(node.Status.Addresses, errors);
        if (!old.Spec.PodCIDRs.IsEmpty && node.Spec.PodCIDRs != old.Spec.PodCIDRs)
        {
            errors.Forbidden(SpecPath.Child("podCIDRs"), CidrsKept);
        }

        if (old.Spec.ProviderID.Length > 0 && node.Spec.ProviderID != old.Spec.ProviderID)
        {
            errors.Forbidden(SpecPath.Child("providerID"), ProviderKept);
        }

        CheckTaints(node.Spec.Taints, errors);
        if (node.Spec.DoNotUseExternalID != old.Spec.DoNotUseExternalID)
        {
            errors.Forbidden(SpecPath.Child("externalID"), "may not be updated");
        }
    }

    public static IEnumerable<string> Warnings(Node node)
    {
        if (node.Spec.ConfigSource is not null)
        {
            yield return "spec.configSource: the feature is removed";
        }

        if (node.Spec.DoNotUseExternalID.Length > 0)
        {
            yield return "spec.externalID: this field is deprecated, and is unused by Kubernetes";
        }
    }

    private static void CheckTaints(ApiList<Taint> taints, FieldErrors errors)
    {
        var known = new HashSet<(string Key, string Effect)>();
        for (var i = 0; i < taints.Count; i++)
        {
            var (taint, path) = (taints[i], TaintsPath.Index(i));
            errors.InvalidFor(path.Child("key"), taint.Key, Formats.QualifiedName(taint.Key));
            if (Formats.LabelValue(taint.Value).ToList() is { Count: > 0 } problems)
            {
                errors.Invalid(path.Child("value"), taint.Value, string.Join(';', problems));
            }

            errors.CheckRequiredAndSupported(path.Child("effect"), taint.Effect, "NoSchedule", "PreferNoSchedule", "NoExecute");
            if (!known.Add((taint.Key, taint.Effect)))
            {
                errors.Add(new(FieldErrorType.FieldValueDuplicate, path.ToString(), Shown(taint), "taints must be unique by key and effect pair"));
            }
        }
    }

    private static void CheckAmounts(NodeStatus status, FieldErrors errors)
    {
        foreach (var (name, amount) in status.Capacity)
        {
            ResourceNames.CheckAmount(name, amount, errors, StatusPath.Child("capacity").Child(name));
        }

        foreach (var (name, amount) in status.Allocatable)
        {
            ResourceNames.CheckAmount(name, amount, errors, StatusPath.Child("allocatable").Child(name));
        }
    }

    private static void CheckFeatures(ApiList<string> features, FieldErrors errors)
    {
        for (var i = 0; i < features.Count; i++)
        {
            var (feature, path) = (features[i], StatusPath.Child("declaredFeatures").Index(i));
            if (i > 0 && feature == features[i - 1])
            {
                errors.Duplicate(path, feature);
            }
            else if (i > 0 && string.CompareOrdinal(feature, features[i - 1]) < 0)
            {
                errors.Invalid(path, feature, "list must be sorted alphabetically");
            }

            if (Formats.Length(feature) > 253)
            {
                errors.Invalid(path, feature, $"invalid feature name {FieldErrors.Quote(feature)}: must be no more than 253 characters");
            }
            else if (!FeatureForm().IsMatch(feature))
            {
                errors.Invalid(path, feature, $"invalid feature name {FieldErrors.Quote(feature)}: must start with an UpperCamelCase segment, with subsequent segments separated by '/' (e.g., MyFeature or MyFeature/mySubFeature), and contain only alphanumeric characters and slashes");
            }
        }
    }

    private static void CheckCidrs(ApiList<string> cidrs, FieldErrors errors)
    {
        var path = SpecPath.Child("podCIDRs");
        for (var i = 0; i < cidrs.Count; i++)
        {
            LegacyAddresses.CheckCidr(errors, path.Index(i), cidrs[i], []);
        }

        if (cidrs.Count > 1 && (cidrs.Count > 2 || cidrs.Select(Networking.CanonicalAddresses.IsIPv6Cidr).Distinct().Count() < 2))
        {
            errors.InvalidValue(path, $"[{string.Join(',', cidrs.Select(FieldErrors.Quote))}]", "may specify no more than one CIDR for each IP family");
        }
    }

    private static void CheckAddresses(ApiList<NodeAddress> addresses, FieldErrors errors)
    {
        var known = new HashSet<NodeAddress>();
        for (var i = 0; i < addresses.Count; i++)
        {
            if (!known.Add(addresses[i]))
            {
                errors.Add(new(
                    FieldErrorType.FieldValueDuplicate,
                    StatusPath.Child("addresses").Index(i).ToString(),
                    $$"""{"Type":{{FieldErrors.Quote(addresses[i].Type)}},"Address":{{FieldErrors.Quote(addresses[i].Address)}}}""",
                    ""));
            }
        }
    }

    // As upstream's internal type looks in JSON.
    private static string Shown(Taint taint)
    {
        var added = taint.TimeAdded is { } time ? FieldErrors.Quote(time.ToString()) : "null";
        return $$"""{"Key":{{FieldErrors.Quote(taint.Key)}},"Value":{{FieldErrors.Quote(taint.Value)}},"Effect":{{FieldErrors.Quote(taint.Effect)}},"TimeAdded":{{added}}}""";
    }

    [GeneratedRegex(@"\A[A-Z][a-zA-Z0-9]*(/[a-zA-Z][a-zA-Z0-9]*)*\z")]
    private static partial Regex FeatureForm();
}
