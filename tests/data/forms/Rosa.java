import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.FormIndex;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.instance.InstanceInitializationFactory;
import org.javarosa.core.model.instance.TreeElement;
import org.javarosa.core.model.instance.TreeReference;
import org.javarosa.form.api.FormEntryController;
import org.javarosa.form.api.FormEntryModel;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.xform.parse.XFormParser;
import org.javarosa.xform.util.XFormAnswerDataParser;

/**
 * Lets JavaRosa work forms out, for tests that compare: commands on standard input, what it found on standard output.
 *
 * LOAD file · SET place value · ADD repeat · DUMP; their parts are separated by tabs. DUMP prints for each leaf its
 * place, whether it is relevant, whether its constraint holds, and its value, then a line END.
 */
public final class Rosa {
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private static FormDef form;
    private static FormEntryController controller;

    public static void main(String[] arguments) throws Exception {
        System.setOut(System.err);
        new XFormsModule().registerModule();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] parts = line.split("\t", -1);
            try {
                run(parts);
            } catch (Exception error) {
                OUT.println("ERROR\t" + String.valueOf(error.getMessage()).replaceAll("\\s+", " "));
            }
        }
    }

    private static void run(String[] parts) throws Exception {
        switch (parts[0]) {
            case "LOAD" -> load(parts[1]);
            case "SET" -> set(parts[1], parts[2]);
            case "ADD" -> add(parts[1]);
            case "DUMP" -> dump();
            default -> throw new IllegalArgumentException(parts[0]);
        }
    }

    private static void load(String file) throws Exception {
        form = null;
        try (InputStreamReader reader = new InputStreamReader(new FileInputStream(file), StandardCharsets.UTF_8)) {
            form = new XFormParser(reader).parse();
        }
        form.initialize(true, new InstanceInitializationFactory());
        controller = new FormEntryController(new FormEntryModel(form));
        OUT.println("LOADED");
    }

    private static TreeElement find(String place) {
        TreeElement found = form.getMainInstance().getRoot();
        for (String step : place.substring(1).split("/")) {
            int bracket = step.indexOf('[');
            String name = bracket < 0 ? step : step.substring(0, bracket);
            int number = bracket < 0 ? 0 : Integer.parseInt(step.substring(bracket + 1, step.length() - 1)) - 1;
            found = found.getChild(name, number);
        }
        return found;
    }

    private static void set(String place, String value) throws Exception {
        TreeElement node = find(place);
        IAnswerData answer = value.isEmpty() ? null : XFormAnswerDataParser.getAnswerData(value, node.getDataType(), null);
        form.setValue(answer, node.getRef(), true);
    }

    private static void add(String repeat) throws Exception {
        controller.jumpToIndex(FormIndex.createBeginningOfFormIndex());
        int event = controller.stepToNextEvent();
        while (event != FormEntryController.EVENT_END_OF_FORM) {
            FormIndex index = controller.getModel().getFormIndex();
            if (event == FormEntryController.EVENT_PROMPT_NEW_REPEAT
                    && index.getReference().toString(false).endsWith(repeat)) {
                controller.newRepeat();
                return;
            }
            event = controller.stepToNextEvent();
        }
        throw new IllegalStateException("no prompt for " + repeat);
    }

    private static void dump() throws Exception {
        controller.jumpToIndex(FormIndex.createBeginningOfFormIndex());
        while (controller.stepToNextEvent() != FormEntryController.EVENT_END_OF_FORM) {
            // repeats with a count are made while somebody walks by
        }
        print(form.getMainInstance().getRoot(), "", true);
        OUT.println("END");
    }

    private static void print(TreeElement element, String place, boolean relevant) throws Exception {
        for (int at = 0; at < element.getNumChildren(); at++) {
            TreeElement child = element.getChildAt(at);
            if (child.getMult() == TreeReference.INDEX_TEMPLATE || (place.isEmpty() && child.getName().equals("meta"))) {
                continue;
            }
            String own = place + "/" + child.getName() + (child.isRepeatable() ? "[" + (child.getMult() + 1) + "]" : "");
            boolean applies = relevant && child.isRelevant();
            if (child.getNumChildren() > 0) {
                print(child, own, applies);
                continue;
            }
            IAnswerData value = child.getValue();
            boolean allowed = value == null || form.evaluateConstraint(child.getRef(), value);
            String text = value == null ? "" : value.uncast().getString();
            OUT.println(own + "\t" + applies + "\t" + allowed + "\t" + text.replace('\n', ' '));
        }
    }
}
