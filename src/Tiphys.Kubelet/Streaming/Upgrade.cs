using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Tiphys.Kubelet.Streaming.WebSockets;

namespace Tiphys.Kubelet.Streaming;

/// <summary>Changes a request's connection into one of another protocol.</summary>
internal static class Upgrade
{
    public const string SpdyName = "SPDY/3.1";
    public const string TunnelPrefix = SpdyName + "+";
    private const string StreamProtocol = "X-Stream-Protocol-Version";
    private const string AcceptedProtocols = "X-Accepted-Stream-Protocol-Versions";

    // RFC 6455, section 1.3.
    private const string WebSocketKeySuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /// <summary>True when the client asks for any other protocol.</summary>
    public static bool IsRequested(HttpRequest request) =>
        request.Headers.Connection.ToString().Contains("upgrade", StringComparison.OrdinalIgnoreCase);

    /// <summary>True when the client asks for a WebSocket.</summary>
    public static bool IsWebSocket(HttpRequest request) =>
        IsRequested(request) && request.Headers.Upgrade.ToString().Equals("websocket", StringComparison.OrdinalIgnoreCase);

    /// <summary>True when the client asks for SPDY inside a WebSocket.</summary>
    public static bool IsTunnel(HttpRequest request) => IsWebSocket(request)
        && Protocols(request.Headers.SecWebSocketProtocol).Any(name => name.StartsWith(TunnelPrefix, StringComparison.Ordinal));

    /// <summary>Picks the first protocol of the client's that the server has, and upgrades to SPDY.</summary>
    /// <exception cref="RequestFailedException">The client does not ask for SPDY, or no protocol fits.</exception>
    public static async Task<(Stream Transport, string Protocol)> ToSpdyAsync(HttpContext http, IReadOnlyList<string> supported)
    {
        var (request, response) = (http.Request, http.Response);
        var asked = Protocols(request.Headers[StreamProtocol]);
        if (asked.Count == 0)
        {
            throw new RequestFailedException(400, $"unable to upgrade: header {StreamProtocol} does not exist in request with {request.Headers.Count} headers");
        }

        var protocol = asked.FirstOrDefault(supported.Contains);
        if (protocol is null)
        {
            response.Headers[AcceptedProtocols] = supported.ToArray();
            throw new RequestFailedException(
                403, $"unable to upgrade: unable to negotiate protocol: client supports [{string.Join(' ', asked)}], server accepts [{string.Join(' ', supported)}]");
        }

        if (!IsRequested(request) || !request.Headers.Upgrade.ToString().Contains(SpdyName, StringComparison.OrdinalIgnoreCase))
        {
            throw new RequestFailedException(400, "unable to upgrade: missing upgrade headers in request");
        }

        response.Headers[StreamProtocol] = protocol;
        return (await SwitchAsync(http, SpdyName), protocol);
    }

    /// <summary>Upgrades to a WebSocket with the first of the client's subprotocols that is supported; the empty one stands for none.</summary>
    /// <exception cref="RequestFailedException">It is no WebSocket of version 13, or no subprotocol fits.</exception>
    public static async Task<(WebSocket Socket, string Protocol)> ToWebSocketAsync(HttpContext http, Func<string, bool> supports)
    {
        var headers = http.Request.Headers;
        if (headers.SecWebSocketVersion.ToString() != "13")
        {
            http.Response.Headers.SecWebSocketVersion = "13";
            throw new RequestFailedException(400, "missing or bad WebSocket Version");
        }

        var key = headers.SecWebSocketKey.ToString();
        if (!HttpMethods.IsGet(http.Request.Method) || key.Length != 24 || !Convert.TryFromBase64String(key, new byte[18], out var length) || length != 16)
        {
            throw new RequestFailedException(400, "bad WebSocket request");
        }

        var asked = Protocols(headers.SecWebSocketProtocol);
        var protocol = (asked.Count == 0 ? [""] : asked).FirstOrDefault(supports)
            ?? throw new RequestFailedException(403, $"requested protocol(s) are not supported: [{string.Join(' ', asked)}]");
        if (protocol.Length > 0)
        {
            http.Response.Headers.SecWebSocketProtocol = protocol;
        }

        http.Response.Headers.SecWebSocketAccept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + WebSocketKeySuffix)));
        var transport = await SwitchAsync(http, "websocket");
        var options = new WebSocketCreationOptions { IsServer = true, KeepAliveInterval = TimeSpan.Zero };
        return (WebSocket.CreateFromStream(transport, options), protocol);
    }

    /// <summary>Upgrades to channels over a WebSocket.</summary>
    public static async Task<(WebSocket Socket, ChannelCodec Codec)> ToChannelsAsync(HttpContext http, IReadOnlyList<ChannelCodec> codecs)
    {
        var (socket, protocol) = await ToWebSocketAsync(http, name => codecs.Any(codec => codec.Name == name));
        return (socket, codecs.First(codec => codec.Name == protocol));
    }

    private static async Task<Stream> SwitchAsync(HttpContext http, string protocol)
    {
        if (http.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true } feature)
        {
            throw new RequestFailedException(400, "unable to upgrade: the connection cannot change its protocol");
        }

        http.Response.Headers.Upgrade = protocol;
        return await feature.UpgradeAsync();
    }

    private static List<string> Protocols(Microsoft.Extensions.Primitives.StringValues values) =>
        [.. values.SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
}
