namespace Tiphys.ApiServer.Selectors;

/// <summary>Which fields a kind selects by, and what is said of others (upstream's <c>AddFieldLabelConversionFunc</c> of each kind).</summary>
internal static class FieldLabels
{
    /// <summary>The name that a field has today.</summary>
    public static string Current(GroupVersionKind kind, string field) => kind is { Group: "", Kind: "Pod" } && field == "spec.host" ? "spec.nodeName" : field;

    /// <summary>Null for a field that the kind selects by, else why not.</summary>
    public static string? Check(GroupVersionKind kind, IReadOnlyList<string> selectable, string field)
    {
        var (own, hasNamespace) = Rule(kind, field);
        return field == "metadata.name" || (field == "metadata.namespace" && hasNamespace) || selectable.Contains(field) ? null : own;
    }

    private static (string Message, bool HasNamespace) Rule(GroupVersionKind kind, string field) => (kind.Group, kind.Kind) switch
    {
        ("", "Pod" or "ReplicationController" or "Event" or "Secret" or "Service") or ("events.k8s.io", "Event") => ($"field label not supported: {field}", true),
        ("", "Node" or "Namespace") or ("certificates.k8s.io", "CertificateSigningRequest") => ($"field label not supported: {field}", false),
        ("batch", "Job") => ($"field label \"{field}\" not supported for Job", true),
        ("resource.k8s.io", "ResourceSlice") => ($"field label not supported for {kind.ApiVersion}, Kind={kind.Kind}: {field}", false),
        _ => ($"\"{field}\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"", true),
    };
}
