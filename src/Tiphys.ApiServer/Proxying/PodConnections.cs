using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Tiphys.Api.Core.V1;
using Tiphys.Api.Errors;
using Tiphys.ApiServer.Pipeline;

namespace Tiphys.ApiServer.Proxying;

/// <summary><c>pods/exec</c>, <c>pods/attach</c> and <c>pods/portforward</c>: where their connections go on the pod's node.</summary>
internal sealed class PodConnections(ObjectReader objects, IKubeletConnector kubelets)
{
    /// <summary>The kubelet's address for the request.</summary>
    /// <exception cref="ApiException">The pod, its container or its node is not as the request needs it.</exception>
    public Uri Locate(RequestInfo info, IQueryCollection query)
    {
        var pod = objects.Get<Pod>(info.Namespace, info.Name);
        var container = info.Subresource == "portforward" ? "" : PodContainers.Choose(pod, query["container"].FirstOrDefault() ?? "");
        if (pod.Spec.NodeName.Length == 0)
        {
            throw StatusErrors.BadRequest($"pod {info.Name} does not have a host assigned");
        }

        var node = objects.Get<Node>("", pod.Spec.NodeName);
        return Path(kubelets.Locate(node), info.Subresource, pod, container, query);
    }

    private static Uri Path(Uri kubelet, string subresource, Pod pod, string container, IQueryCollection query)
    {
        var (ns, name) = (pod.Metadata.Namespace, pod.Metadata.Name);
        var path = subresource switch
        {
            "portforward" => $"/portForward/{ns}/{name}",
            _ => $"/{subresource}/{ns}/{name}/{container}",
        };
        var parameters = subresource == "portforward" ? Ports(query) : Streams(subresource, query);
        return new Uri(kubelet, path + parameters.ToQueryString());
    }

    private static QueryBuilder Streams(string subresource, IQueryCollection query)
    {
        var parameters = new QueryBuilder();
        foreach (var (name, parameter) in new[] { ("stdin", "input"), ("stdout", "output"), ("stderr", "error"), ("tty", "tty") })
        {
            if (ConnectQuery.Flag(query, name))
            {
                parameters.Add(parameter, "1");
            }
        }

        if (subresource == "exec")
        {
            parameters.Add("command", query["command"].Select(word => word ?? ""));
        }

        return parameters;
    }

    private static QueryBuilder Ports(IQueryCollection query)
    {
        var parameters = new QueryBuilder();
        var ports = query["ports"].SelectMany(each => (each ?? "").Split(',')).Select(Port).ToArray();
        if (ports.Length > 0)
        {
            parameters.Add("port", string.Join(',', ports));
        }

        return parameters;
    }

    private static string Port(string text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var port)
        ? port.ToString(CultureInfo.InvariantCulture)
        : throw StatusErrors.BadRequest($"strconv.ParseInt: parsing {Validation.FieldErrors.Quote(text)}: invalid syntax");
}
