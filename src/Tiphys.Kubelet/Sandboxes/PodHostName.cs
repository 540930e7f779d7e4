using Tiphys.Api.Core.V1;

namespace Tiphys.Kubelet.Sandboxes;

/// <summary>The name that a pod has for itself.</summary>
/// <param name="HostName">At most 63 characters.</param>
/// <param name="Domain">The domain under which its subdomain's Service names it; empty without one.</param>
internal sealed record PodHostName(string HostName, string Domain)
{
    private const int MaximumLength = 63;

    /// <summary>The name, and domain when there is one, after a dot.</summary>
    public string FullName => Domain.Length > 0 ? $"{HostName}.{Domain}" : HostName;

    public static PodHostName Of(Pod pod, string clusterDomain)
    {
        if (pod.Spec.HostnameOverride is { } name)
        {
            return new PodHostName(Shorten(name), "");
        }

        var domain = pod.Spec.Subdomain.Length > 0 ? $"{pod.Spec.Subdomain}.{pod.Metadata.Namespace}.svc.{clusterDomain}" : "";
        return new PodHostName(Shorten(pod.Spec.Hostname.Length > 0 ? pod.Spec.Hostname : pod.Metadata.Name), domain);
    }

    private static string Shorten(string name) => name.Length <= MaximumLength ? name : name[..MaximumLength].TrimEnd('-', '.');
}
