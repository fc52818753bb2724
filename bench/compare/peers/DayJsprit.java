import com.graphhopper.jsprit.core.algorithm.VehicleRoutingAlgorithm;
import com.graphhopper.jsprit.core.algorithm.box.Jsprit;
import com.graphhopper.jsprit.core.problem.Location;
import com.graphhopper.jsprit.core.problem.VehicleRoutingProblem;
import com.graphhopper.jsprit.core.problem.cost.AbstractForwardVehicleRoutingTransportCosts;
import com.graphhopper.jsprit.core.problem.driver.Driver;
import com.graphhopper.jsprit.core.problem.job.Service;
import com.graphhopper.jsprit.core.problem.solution.VehicleRoutingProblemSolution;
import com.graphhopper.jsprit.core.problem.solution.route.VehicleRoute;
import com.graphhopper.jsprit.core.problem.solution.route.activity.TourActivity;
import com.graphhopper.jsprit.core.problem.vehicle.Vehicle;
import com.graphhopper.jsprit.core.problem.vehicle.VehicleImpl;
import com.graphhopper.jsprit.core.problem.vehicle.VehicleTypeImpl;
import com.graphhopper.jsprit.core.util.Solutions;
import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.Random;

/** Solves what run_jsprit.py wrote: DayJsprit INPUT SECONDS SEED cpu|wall OUTPUT. */
public class DayJsprit {
    static int[] row(DataInputStream in) throws IOException {
        int[] out = new int[in.readInt()];
        for (int i = 0; i < out.length; i++) out[i] = in.readInt();
        return out;
    }

    static double clock(boolean cpu) {
        if (!cpu) return System.nanoTime() / 1e9;
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9;
    }

    /** Ways by the kind of a vehicle, which is its type's id. */
    static class Ways extends AbstractForwardVehicleRoutingTransportCosts {
        final int nodes;
        final int[][] seconds, costs;

        Ways(int nodes, int[][] seconds, int[][] costs) {
            this.nodes = nodes;
            this.seconds = seconds;
            this.costs = costs;
        }

        double look(int[][] table, Location from, Location to, Vehicle vehicle) {
            int kind = vehicle == null ? 0 : Integer.parseInt(vehicle.getType().getTypeId());
            return table[kind][from.getIndex() * nodes + to.getIndex()];
        }

        @Override
        public double getTransportTime(Location from, Location to, double at, Driver driver, Vehicle vehicle) {
            return look(seconds, from, to, vehicle);
        }

        @Override
        public double getTransportCost(Location from, Location to, double at, Driver driver, Vehicle vehicle) {
            return look(costs, from, to, vehicle);
        }

        @Override
        public double getDistance(Location from, Location to, double at, Vehicle vehicle) {
            return look(costs, from, to, vehicle);
        }
    }

    public static void main(String[] args) throws IOException {
        double limit = Double.parseDouble(args[1]);
        boolean cpu = args[3].equals("cpu");
        VehicleRoutingProblem.Builder problem = VehicleRoutingProblem.Builder.newInstance();
        problem.setFleetSize(VehicleRoutingProblem.FleetSize.FINITE);
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(new FileInputStream(args[0]), 1 << 20))) {
            int nodes = in.readInt(), kinds = in.readInt(), vehicles = in.readInt(), jobs = in.readInt();
            int[][] seconds = new int[kinds][], costs = new int[kinds][];
            for (int k = 0; k < kinds; k++) {
                seconds[k] = row(in);
                costs[k] = row(in);
            }
            problem.setRoutingCost(new Ways(nodes, seconds, costs));
            for (int v = 0; v < vehicles; v++) {
                int[] x = row(in), skills = row(in); // kind, start, end, earliest, latest, fixed
                VehicleTypeImpl type = VehicleTypeImpl.Builder.newInstance("" + x[0]).setFixedCost(x[5]).build();
                VehicleImpl.Builder vehicle = VehicleImpl.Builder.newInstance("" + v).setType(type)
                    .setStartLocation(Location.newInstance(x[1])).setEndLocation(Location.newInstance(x[2]))
                    .setEarliestStart(x[3]).setLatestArrival(x[4]);
                for (int s : skills) vehicle.addSkill("c" + s);
                problem.addVehicle(vehicle.build());
            }
            for (int j = 0; j < jobs; j++) {
                int[] x = row(in), windows = row(in); // duration, skill
                Service.Builder<?> job = Service.Builder.newInstance("" + j).setLocation(Location.newInstance(j)).setServiceTime(x[0]).addRequiredSkill("c" + x[1]);
                for (int w = 0; w < windows.length; w += 2) job.addTimeWindow(windows[w], windows[w + 1]);
                problem.addJob(job.build());
            }
        }
        VehicleRoutingAlgorithm algorithm = Jsprit.Builder.newInstance(problem.build()).setRandom(new Random(Long.parseLong(args[2]))).buildAlgorithm();
        double begin = clock(cpu);
        algorithm.setMaxIterations(Integer.MAX_VALUE);
        algorithm.setPrematureAlgorithmTermination(found -> clock(cpu) - begin >= limit);
        VehicleRoutingProblemSolution best = Solutions.bestOf(algorithm.searchSolutions());
        try (PrintWriter out = new PrintWriter(args[4])) {
            for (VehicleRoute route : best.getRoutes()) {
                out.print(route.getVehicle().getId());
                for (TourActivity a : route.getActivities()) {
                    if (a instanceof TourActivity.JobActivity) out.print(" " + ((TourActivity.JobActivity) a).getJob().getId());
                }
                out.println();
            }
        }
    }
}
