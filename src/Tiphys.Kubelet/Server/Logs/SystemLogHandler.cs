using System.Net;
using System.Text;
using Tiphys.Kubelet.Streaming;

namespace Tiphys.Kubelet.Server.Logs;

/// <summary><c>/logs/…</c>: files of the node's log directory, when that is enabled.</summary>
internal sealed class SystemLogHandler(KubeletServerOptions options)
{
    public async Task HandleAsync(KubeletRequest request)
    {
        if (!options.EnableSystemLogHandler)
        {
            throw new RequestFailedException(405, "logs endpoint is disabled.");
        }

        request.RequireMethod("GET", "HEAD");
        var path = Resolve(request.Segments);
        if (Directory.Exists(path))
        {
            await request.WriteAsync("text/html; charset=utf-8", Encoding.UTF8.GetBytes(List(path)));
            return;
        }

        request.Http.Response.ContentType = "text/plain; charset=utf-8";
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 32 * 1024, useAsync: true);
        await file.CopyToAsync(request.Http.Response.Body, request.Aborted);
    }

    private string Resolve(IReadOnlyList<string> segments)
    {
        // The path came normalized; what still leads elsewhere are links, and those must stay within too.
        var root = Path.GetFullPath(options.SystemLogDirectory);
        var path = Path.Combine([root, .. segments]);
        FileSystemInfo? entry = Directory.Exists(path) ? new DirectoryInfo(path) : File.Exists(path) ? new FileInfo(path) : null;
        var real = entry?.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path);
        return entry is not null && !segments.Contains("..") && (real == root || real.StartsWith(root + "/", StringComparison.Ordinal))
            ? real
            : throw new RequestFailedException(404, "404 page not found");
    }

    private static string List(string directory)
    {
        var page = new StringBuilder("<!doctype html>\n<meta name=\"viewport\" content=\"width=device-width\">\n<pre>\n");
        foreach (var entry in new DirectoryInfo(directory).EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            var name = entry is DirectoryInfo ? entry.Name + "/" : entry.Name;
            page.Append("<a href=\"").Append(Uri.EscapeDataString(entry.Name)).Append(entry is DirectoryInfo ? "/" : "").Append("\">");
            page.Append(WebUtility.HtmlEncode(name)).Append("</a>\n");
        }

        return page.Append("</pre>\n").ToString();
    }
}
