using System.Text;
using Tiphys.Api.Core.V1;

namespace Tiphys.Kubelet.Probes;

/// <summary>A request that a probe or hook makes; made anew for each address, as a message is sent only once.</summary>
/// <param name="Url">Whom it asks.</param>
/// <param name="Headers">Of the pod's spec.</param>
/// <param name="UserAgent">When the spec has none.</param>
internal sealed record HttpGet(Uri Url, ApiList<HTTPHeader> Headers, string UserAgent)
{
    private const int MaxBody = 10 << 10;

    /// <summary>The request of an action.</summary>
    /// <param name="action">From the spec.</param>
    /// <param name="container">Has the named ports.</param>
    /// <param name="podIP">Where to go unless the action says so.</param>
    /// <param name="purpose"><c>probe</c> or <c>lifecycle</c>: part of the user agent.</param>
    /// <exception cref="FormatException">There is no such port.</exception>
    public static HttpGet Of(HTTPGetAction action, Container container, string podIP, string purpose)
    {
        var scheme = action.Scheme.Length == 0 ? "http" : action.Scheme.ToLowerInvariant();
        var host = action.Host.Length == 0 ? podIP : action.Host;
        if (host.Length == 0)
        {
            throw new FormatException("the pod has no IP address");
        }

        var authority = ProbeSockets.Address(host, ContainerPorts.Resolve(action.Port, container));
        var path = action.Path.StartsWith('/') ? action.Path : "/" + action.Path;
        return new HttpGet(new Uri($"{scheme}://{authority}{path}"), action.HTTPHeaders, $"kube-{purpose}/1.36");
    }

    /// <summary>Host and port.</summary>
    public string Address => ProbeSockets.Address(Url.Host.Trim('[', ']'), Url.Port);

    /// <summary>The URL for messages: with its port, even where that goes without saying.</summary>
    public string Text => $"{Url.Scheme}://{Address}{Url.PathAndQuery}";

    /// <summary>A message to send.</summary>
    public HttpRequestMessage ToMessage()
    {
        var message = new HttpRequestMessage(HttpMethod.Get, Url);
        foreach (var header in Headers)
        {
            // What describes a body can only be sent with one; an empty one does.
            if (!message.Headers.TryAddWithoutValidation(header.Name, header.Value))
            {
                message.Content ??= new ByteArrayContent([]);
                message.Content.Headers.TryAddWithoutValidation(header.Name, header.Value);
            }
        }

        if (!Has("User-Agent"))
        {
            message.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        }

        if (!Has("Accept"))
        {
            message.Headers.TryAddWithoutValidation("Accept", "*/*");
        }
        else if (Headers.All(header => !IsNamed(header, "Accept") || header.Value.Length == 0))
        {
            message.Headers.Remove("Accept");
        }

        message.Headers.ConnectionClose = true;
        return message;
    }

    /// <summary>The first part of a body.</summary>
    public static async Task<string> ReadBodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[MaxBody];
        var length = await stream.ReadAtLeastAsync(buffer, MaxBody, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    private bool Has(string name) => Headers.Any(header => IsNamed(header, name));

    private static bool IsNamed(HTTPHeader header, string name) => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}
