using Tiphys.Api.Errors;
using Tiphys.Api.Meta.V1;

namespace Tiphys.ApiServer.ManagedFields;

/// <summary>Fields that an apply would take from other managers.</summary>
internal static class ApplyConflicts
{
    /// <summary>409 with one cause for each field.</summary>
    public static ApiException ToException(IReadOnlyList<(ManagerId Manager, string ApiVersion, FieldSet Fields)> conflicts)
    {
        var all = conflicts
            .OrderBy(conflict => conflict.Manager.Name, StringComparer.Ordinal)
            .Select(conflict => (Who: Who(conflict.Manager, conflict.ApiVersion), Paths: conflict.Fields.Paths().Select(FieldSet.Readable).ToList()))
            .ToList();
        var count = all.Sum(conflict => conflict.Paths.Count);
        var what = count == 1
            ? $"1 conflict: conflict with {all[0].Who}: {all[0].Paths[0]}"
            : $"{count} conflicts: {string.Join('\n', all.Select(conflict => $"conflicts with {conflict.Who}:\n{string.Join('\n', conflict.Paths.Select(path => $"- {path}"))}"))}";
        return StatusErrors.Of(409, StatusReason.Conflict, $"Apply failed with {what}", StatusDetails.Empty with
        {
            Causes = [.. all.SelectMany(conflict => conflict.Paths.Select(path => new StatusCause
            {
                Type = "FieldManagerConflict",
                Message = $"conflict with {conflict.Who}",
                Field = path,
            }))],
        });
    }

    private static string Who(ManagerId manager, string apiVersion)
    {
        var who = $"\"{manager.Name}\"" + (manager.Subresource.Length == 0 ? "" : $" with subresource \"{manager.Subresource}\"");
        return manager.Applies ? who : $"{who} using {apiVersion}";
    }
}
