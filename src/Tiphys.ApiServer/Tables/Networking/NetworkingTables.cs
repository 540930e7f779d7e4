using Tiphys.Api.Networking.V1;

namespace Tiphys.ApiServer.Tables.Networking;

/// <summary>Kinds of networking.k8s.io.</summary>
internal static class NetworkingTables
{
    private const int ShownHosts = 3;

    public static IEnumerable<KindTable> All => [Ingress, IngressClass, NetworkPolicy, ServiceCIDR, IPAddress];

    private static KindTable Ingress { get; } = new TableBuilder<Ingress>()
        .Name()
        .Text("Class", "Class whose controller serves the ingress.", value => value.Spec.IngressClassName ?? TableText.None)
        .Text("Hosts", "Hosts whose requests are routed.", value => Hosts(value.Spec.Rules))
        .Text("Address", "Where the ingress answers.", value =>
            TableText.Addresses(value.Status.LoadBalancer.Ingress.Select(each => (each.IP, each.Hostname))))
        .Text("Ports", "Ports on which it answers.", value => value.Spec.TLS.IsEmpty ? "80" : "80, 443")
        .Age()
        .Build();

    private static KindTable IngressClass { get; } = new TableBuilder<IngressClass>()
        .Name((value, metadata) => metadata.Annotations.GetValueOrDefault("ingressclass.kubernetes.io/is-default-class") == "true"
            ? metadata.Name + " (default)"
            : metadata.Name)
        .Text("Controller", "Controller of the class.", value => value.Spec.Controller)
        .Text("Parameters", "Object with further settings.", value => Parameters(value.Spec.Parameters))
        .Age()
        .Build();

    private static KindTable NetworkPolicy { get; } = new TableBuilder<NetworkPolicy>()
        .Name()
        .Text("Pod-Selector", "Labels of the pods that the policy is for.", value => TableText.OrNone(TableText.Selector(value.Spec.PodSelector)))
        .Age()
        .Build();

    private static KindTable ServiceCIDR { get; } = new TableBuilder<ServiceCIDR>()
        .Name()
        .Text("CIDRs", "Ranges that services get their addresses from.", value => string.Join(',', value.Spec.CIDRs))
        .Age()
        .Build();

    // Upstream writes the age too, but describes no column for it.
    private static KindTable IPAddress { get; } = new TableBuilder<IPAddress>()
        .Name()
        .Text("ParentRef", "Object that has the address.", value => Parent(value.Spec.ParentRef))
        .Age().Undescribed()
        .Build();

    private static string Hosts(ApiList<IngressRule> rules)
    {
        var shown = new List<string>();
        var more = false;
        foreach (var rule in rules)
        {
            more |= shown.Count == ShownHosts;
            if (!more && rule.Host.Length > 0)
            {
                shown.Add(rule.Host);
            }
        }

        var text = shown.Count == 0 ? "*" : string.Join(',', shown);
        return more ? $"{text} + {rules.Count - ShownHosts} more..." : text;
    }

    private static string Parameters(IngressClassParametersReference? parameters) => parameters switch
    {
        null => TableText.None,
        { APIGroup: { } group } => $"{parameters.Kind}.{group}/{parameters.Name}",
        _ => $"{parameters.Kind}/{parameters.Name}",
    };

    private static string Parent(ParentReference? parent)
    {
        if (parent is null)
        {
            return TableText.None;
        }

        var resource = parent.Group.Length == 0 ? parent.Resource : $"{parent.Resource}.{parent.Group}";
        return string.Join('/', new[] { resource.ToLowerInvariant(), parent.Namespace, parent.Name }.Where((part, i) => i != 1 || part.Length > 0));
    }
}
