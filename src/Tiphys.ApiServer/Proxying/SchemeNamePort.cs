using System.Diagnostics.CodeAnalysis;

namespace Tiphys.ApiServer.Proxying;

/// <summary>What is proxied to: <c>name</c>, <c>name:port</c> or <c>scheme:name:port</c>.</summary>
internal sealed record SchemeNamePort(string Scheme, string Name, string Port)
{
    public static bool TryParse(string id, [NotNullWhen(true)] out SchemeNamePort? parsed)
    {
        parsed = id.Split(':') switch
        {
            [var name] => new("", name, ""),
            [var name, var port] => new("", name, port),
            [var scheme, var name, var port] => new(scheme, name, port),
            _ => null,
        };
        if (parsed is { Name.Length: > 0, Scheme: "" or "http" or "https" })
        {
            return true;
        }

        parsed = null;
        return false;
    }

    /// <summary>The address of a host: plain HTTP unless the scheme says otherwise.</summary>
    public Uri Address(string host, string port) =>
        new UriBuilder(Scheme.Length > 0 ? Scheme : "http", host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host, port.Length > 0 ? Number(port) : -1).Uri;

    private static int Number(string port) => ushort.TryParse(port, out var number)
        ? number
        : throw Api.Errors.StatusErrors.BadRequest($"invalid port \"{port}\"");
}
